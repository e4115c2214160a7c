import { expect, test } from './portal';

for (const [how, words] of [
  ['its name', 'Monorepo navigation'],
  ['a word of its purpose', 'symbol'],
]) {
  test(`the portal’s search finds a server by ${how}`, async ({ page }) => {
    const result = page.getByRole('link', {
      name: 'Monorepo navigation',
      exact: true,
    });
    // The index is built soon after the start, and then on a schedule.
    await expect(async () => {
      await page.goto(`/search?query=${encodeURIComponent(words)}`);
      await expect(result).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 50_000 });
    await result.click();
    await expect(page).toHaveURL(/\/catalog\/default\/api\/monorepo-nav$/);
  });
}
