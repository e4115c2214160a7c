import { Page } from '@playwright/test';
import { showLargeFleet, showManyTools } from './fleet';
import { expect, serverGrid, serverTitles, test } from './portal';

function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
}

test('500 servers of long names are paged and stay inside the grid', async ({
  page,
}) => {
  await showLargeFleet(page);
  await page.goto('/mcp/servers');
  await expect(serverTitles(page)).toHaveCount(25);
  await expect(page.getByText('1–25 of 500')).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  const cell = page.locator('[role=gridcell][data-field=title]').first();
  const row = serverGrid(page).getByRole('row').nth(1);
  expect((await cell.boundingBox())?.height).toBeLessThanOrEqual(
    (await row.boundingBox())?.height ?? 0,
  );
  await page.getByRole('button', { name: 'Go to next page' }).click();
  await expect(page.getByText('26–50 of 500')).toBeVisible();
  await expect(serverTitles(page).first()).toContainText(' 25 of all');
  await expect(page).toHaveURL(/page=2/);
  await page.getByRole('combobox', { name: 'Domain' }).click();
  await expect(page.getByRole('option')).toHaveCount(200);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('300 tools are shown in steps and found by a word', async ({ page }) => {
  await showManyTools(page);
  await page.goto('/catalog/default/api/notes/mcp-tools');
  const tools = page.getByRole('button', { expanded: false }).filter({
    hasText: 'asks for confirmation',
  });
  await expect(tools).toHaveCount(50);
  await page.getByRole('button', { name: 'Show 50 more of 250' }).click();
  await expect(tools).toHaveCount(100);
  await page.getByLabel('Search tools').fill('_299');
  await expect(tools).toHaveCount(1);
  await tools.click();
  await expect(page.getByText('required').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^Show what/ })
    .first()
    .click();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('500 servers of long names stay inside their cards', async ({
    page,
  }) => {
    await showLargeFleet(page);
    await page.goto('/mcp/servers');
    await expect(
      page.getByRole('list', { name: 'MCP servers' }).getByRole('listitem'),
    ).toHaveCount(25);
    await page.getByRole('button', { name: 'Filters' }).click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test('300 tools with deep schemas stay inside their frames', async ({
    page,
  }) => {
    await showManyTools(page);
    await page.goto('/catalog/default/api/notes/mcp-tools');
    await page.getByRole('button').filter({ hasText: '_0' }).first().click();
    await expect(
      page.getByRole('table', { name: /^Input of/ }).first(),
    ).toBeVisible();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Show raw JSON' }).first().click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
