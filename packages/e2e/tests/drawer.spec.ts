import { expect, fact, openServers, serverRow, test } from './portal';

test('a row opens its evidence; closing leads back to the list as it was', async ({
  page,
}) => {
  await openServers(page, '?q=notes&sort=health&order=desc');
  const drawer = page.getByRole('dialog', { name: 'Team notes' });
  await serverRow(page, 'Team notes')
    .getByText('Keeps the notes of the engineering teams.')
    .click();
  await expect(drawer).toBeVisible();
  expect(page.url()).toContain('open=default%2Fnotes');
  await expect(fact(drawer, 'Health')).toContainText('healthy');
  await expect(fact(drawer, 'Health')).toContainText('as bearer:notes');
  await expect(fact(drawer, 'Tools')).toHaveText(
    '12 tools, 6 of them can change something',
  );
  await expect(fact(drawer, 'Owner').getByRole('link')).toHaveText('Guest');

  await drawer.getByRole('button', { name: 'Close' }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\?q=notes&sort=health&order=desc$/);
  await expect(page.getByLabel('Search servers and tools')).toHaveValue(
    'notes',
  );
});

test('by keyboard alone: Enter opens, Escape closes, the focus comes back', async ({
  page,
}) => {
  await openServers(page);
  const cell = serverRow(page, 'Crossed wires').getByRole('gridcell').first();
  await page.getByRole('columnheader', { name: 'Server and purpose' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Crossed wires' });
  await expect(drawer.getByRole('link', { name: 'Platform' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(cell).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('dialog', { name: 'Design files' }),
  ).toBeVisible();
});

test('going back closes the drawer', async ({ page }) => {
  await openServers(page, '?health=healthy');
  await serverRow(page, 'Releases').getByText('in sync').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL(/\/mcp\/servers\?health=healthy$/);
});

test('a link to a drawer opens it, and closing it leaves the list', async ({
  page,
}) => {
  await openServers(page, '?open=default/releases');
  const drawer = page.getByRole('dialog', { name: 'Releases' });
  await drawer.getByRole('button', { name: 'Close' }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\/mcp\/servers$/);
});

test('links lead to the server’s page, from the row and from the drawer', async ({
  page,
}) => {
  await openServers(page);
  await page.getByRole('link', { name: 'Releases', exact: true }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/api\/releases$/);
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await serverRow(page, 'Releases').getByText('in sync').click();
  await page.getByRole('link', { name: 'Open the server’s page' }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/api\/releases$/);
});
