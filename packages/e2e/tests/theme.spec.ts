import { Page } from '@playwright/test';
import { card, expect, test } from './portal';

/** How light the background of our card is: 0 black, 255 white. */
function lightness(page: Page) {
  return card(page, 'MCP server').evaluate(element => {
    const colour = getComputedStyle(element).backgroundColor;
    const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  });
}

test('the theme that Settings sets is the one of our pages', async ({
  page,
}) => {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Dark' }).click();
  await page.goto('/catalog/default/api/notes');
  await expect.poll(() => lightness(page)).toBeLessThan(100);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Light' }).click();
  await page.goto('/catalog/default/api/notes');
  await expect.poll(() => lightness(page)).toBeGreaterThan(200);
});

test.describe('whoever prefers dark', () => {
  test.use({ colorScheme: 'dark' });

  test('gets dark without asking', async ({ page }) => {
    await page.goto('/catalog/default/api/notes');
    await expect.poll(() => lightness(page)).toBeLessThan(100);
  });
});
