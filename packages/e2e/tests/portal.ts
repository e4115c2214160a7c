import { Page, expect, test as base } from '@playwright/test';

/** A test that begins signed in as guest. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('link', { name: 'MCP' }).first()).toBeVisible();
    await use(page);
    expect(errors, 'errors thrown on the page').toEqual([]);
  },
});

export { expect };

/** Opens the list of servers and waits for what is expected of a started demo. */
export async function openServers(page: Page, query = ''): Promise<void> {
  await page.goto(`/mcp/servers${query}`);
}

/** A row of the list of servers, by the title of the server. */
export function serverRow(page: Page, title: string) {
  return page.getByRole('row').filter({
    has: page.getByRole('link', { name: title, exact: true }),
  });
}
