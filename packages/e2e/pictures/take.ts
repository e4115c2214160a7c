import path from 'node:path';
import { Page } from '@playwright/test';
import { card } from '../tests/portal';

const folder = path.resolve(__dirname, '..', '..', '..', 'docs', 'images');

/** The screen of a desk. */
export const wide = { width: 1440, height: 1000 };
/** The screen of a phone. */
export const narrow = { width: 390, height: 844 };

/** A page as it is shown in the documentation. */
export interface Picture {
  name: string;
  address: string;
  /** Brings the page into the state to be shown. */
  prepare: (page: Page) => Promise<void>;
  /** In which ways it is shown; by default wide and light. */
  also?: ('dark' | 'narrow')[];
}

/** Puts a card at the top of what is seen. */
export async function scrollTo(page: Page, title: string) {
  await card(page, title).evaluate(element => element.scrollIntoView());
}

/** Opens a page and takes a picture of it. */
export async function take(
  page: Page,
  { address, prepare }: Picture,
  file: string,
) {
  await page.goto(address);
  await prepare(page);
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: path.join(folder, `${file}.png`),
    animations: 'disabled',
  });
}

/** Takes one picture in each of its looks, of a page that is in one state only for a while. */
export async function takeEvery(page: Page, picture: Picture) {
  for (const look of ['light', ...(picture.also ?? [])]) {
    await page.emulateMedia({
      colorScheme: look === 'dark' ? 'dark' : 'light',
    });
    await page.setViewportSize(look === 'narrow' ? narrow : wide);
    await take(
      page,
      picture,
      look === 'light' ? picture.name : `${picture.name}-${look}`,
    );
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
}
