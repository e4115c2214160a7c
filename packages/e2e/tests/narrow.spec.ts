import { openPage, portalPages } from './pages';
import { expect, test } from './portal';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

for (const portalPage of portalPages) {
  test(`${portalPage.name} is no wider than a phone`, async ({ page }) => {
    await openPage(page, portalPage);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth),
    ).toBeLessThanOrEqual(390);
  });
}

test('servers are cards, with their filters behind a button', async ({
  page,
}) => {
  await page.goto('/mcp/servers');
  const cards = page
    .getByRole('list', { name: 'MCP servers' })
    .getByRole('listitem');
  await expect(cards).toHaveCount(14);
  await expect(page.getByRole('grid')).toHaveCount(0);
  await expect(cards.filter({ hasText: 'Secrets broker' })).toContainText(
    'quarantined',
  );
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'Health' }).click();
  await page.getByRole('option', { name: /^unauthorised/ }).click();
  await page.keyboard.press('Escape');
  await expect(cards).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
  ).toBeLessThanOrEqual(390);
  await cards.getByRole('button').tap();
  const drawer = page.getByRole('dialog', {
    name: 'Monorepo navigation (preview)',
  });
  expect((await drawer.boundingBox())?.width).toBeCloseTo(390, 0);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await expect(cards).toHaveCount(1);
});

test('tables scroll inside their frames', async ({ page }) => {
  await page.goto('/catalog/default/api/crossed-wires/mcp-drift');
  const frame = page.getByRole('region', { name: 'Observations' });
  const { inner, outer } = await frame.evaluate(element => ({
    inner: element.scrollWidth,
    outer: element.clientWidth,
  }));
  expect(inner).toBeGreaterThan(outer);
  expect(outer).toBeLessThan(390);
});
