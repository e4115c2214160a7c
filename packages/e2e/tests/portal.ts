import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Locator, Page, expect, test as base } from '@playwright/test';
import { Api } from './Api';

/** Everything that the portal under test keeps, as the config says. */
export const dataFolder = process.env.E2E_DATA ?? '';

/** Signs in as the demo's guest. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page).toHaveURL(/\/mcp\/servers$/);
}

/**
 * A test that begins signed in as guest, in a portal that has looked at every
 * server once, and that fails when the page throws.
 */
export const test = base.extend<{ page: Page }, { api: Api; guest: string }>({
  api: [
    async ({ browserName: _ }, use, { project }) => {
      const api = new Api(project.use.baseURL ?? '');
      await expect
        .poll(() => api.countServersNotLookedAt(), { timeout: 60_000 })
        .toBe(0);
      await use(api);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  guest: [
    async ({ api: _, browser }, use, { project }) => {
      const file = path.join(project.outputDir, 'guest.json');
      const page = await browser.newPage({ baseURL: project.use.baseURL });
      await signIn(page);
      await page.context().storageState({ path: file });
      await page.close();
      await use(file);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  storageState: ({ guest }, use) => use(guest),
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    await use(page);
    expect(errors, 'errors thrown on the page').toEqual([]);
  },
});

export { expect };

/** The list of servers on a wide screen; not by role, as it has none behind an open drawer. */
export function serverGrid(page: Page): Locator {
  return page.locator('section[aria-label="MCP servers"]');
}

/** Opens the list of servers and waits until it is there. */
export async function openServers(page: Page, query = ''): Promise<void> {
  await page.goto(`/mcp/servers${query}`);
  await expect(
    serverGrid(page)
      .locator('[role=gridcell]')
      .or(page.getByText('No server matches'))
      .first(),
  ).toBeVisible();
}

/** A row of the list of servers, by the title of the server. */
export function serverRow(page: Page, title: string): Locator {
  return page.getByRole('row').filter({
    has: page.getByRole('link', { name: title, exact: true }),
  });
}

/** The titles in the list of servers, in their order. */
export function serverTitles(page: Page): Locator {
  return page.locator('[role=gridcell][data-field=title]').getByRole('link');
}

/** What stands beside a name in a list of facts. */
export function fact(within: Page | Locator, name: string): Locator {
  return within
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd');
}

/** The tabs of an entity page; Backstage makes them links. */
export function tabs(page: Page): Locator {
  return page.locator('.bui-HeaderNavList').getByRole('link');
}

/** One tab of an entity page. */
export function tab(page: Page, name: string): Locator {
  return tabs(page).filter({ hasText: name });
}

/** A card of a page, by its title. */
export function card(page: Page, title: string | RegExp): Locator {
  return page
    .locator('.bui-Card')
    .filter({ has: page.getByRole('heading', { name: title, level: 3 }) });
}

/** The text of a file that a click downloads, and its name. */
export async function download(
  page: Page,
  click: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return {
    name: file.suggestedFilename(),
    text: await readFile(await file.path(), 'utf8'),
  };
}
