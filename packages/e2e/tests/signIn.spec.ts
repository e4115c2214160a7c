import { expect, signIn, test } from './portal';

test.use({ storageState: { cookies: [], origins: [] } });

test('the guest enters and lands on the servers', async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole('link', { name: 'CRM tools' })).toBeVisible();
  await page.goto('/mcp');
  await expect(page).toHaveURL(/\/mcp\/servers$/);
  await page.goto('/');
  await expect(page).toHaveURL(/\/mcp\/servers$/);
  await expect(
    page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'MCP' }),
  ).toHaveAttribute('aria-current', 'page');
});
