import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Page } from '@playwright/test';
import { dataFolder, expect } from './portal';

/** Runs while the notes server offers another `add_note`. */
export async function withChangedNotes(run: () => Promise<void>) {
  const flag = path.join(dataFolder, 'notes-flag');
  await writeFile(flag, '');
  try {
    await run();
  } finally {
    await rm(flag, { force: true });
  }
}

/** Presses "Look again", sees that it works, and waits until it is done. */
export async function lookAgain(page: Page) {
  // The answer to the request is held back for a moment, so that the progress can be seen.
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const url = '**/servers/default/notes/observations';
  await page.route(url, async route => {
    if (route.request().method() === 'POST') {
      await held;
    }
    await route.continue();
  });
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: '…' }),
  ).toBeAttached();
  await expect(page.getByRole('button', { name: '…' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  release();
  await expect(
    page.getByText('Team notes was looked at: healthy.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible();
  await page.unroute(url);
}
