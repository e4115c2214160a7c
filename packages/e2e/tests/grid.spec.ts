import {
  download,
  expect,
  openServers,
  serverGrid,
  serverTitles,
  test,
} from './portal';

test('a click on a header sorts, a second one turns the order', async ({
  api,
  page,
}) => {
  await openServers(page);
  for (const [name, field] of [
    ['Tools', 'tools'],
    ['Health', 'health'],
    ['Next audit', 'nextDue'],
  ]) {
    const header = page.getByRole('columnheader', { name });
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(serverTitles(page)).toHaveText(
      await api.titles(`sort=${field}&order=asc`),
    );
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect(serverTitles(page)).toHaveText(
      await api.titles(`sort=${field}&order=desc`),
    );
    expect(page.url()).toContain(`sort=${field}&order=desc`);
  }
  await page.reload();
  await expect(
    page.getByRole('columnheader', { name: 'Next audit' }),
  ).toHaveAttribute('aria-sort', 'descending');
});

test('a header sorts by keyboard', async ({ page }) => {
  await openServers(page);
  await page.getByRole('columnheader', { name: 'Team' }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('columnheader', { name: 'Team' }),
  ).toHaveAttribute('aria-sort', 'ascending');
});

test('columns can be hidden and rows set closer', async ({ page }) => {
  await openServers(page);
  const header = page.getByRole('columnheader', { name: 'Transport' });
  await expect(header).toBeVisible();
  await page.getByRole('button', { name: 'Select columns' }).click();
  await page.getByRole('checkbox', { name: 'Transport' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(header).toBeHidden();

  const row = serverGrid(page).getByRole('row').nth(1);
  const height = async () => (await row.boundingBox())?.height ?? 0;
  const before = await height();
  await page.getByRole('button', { name: 'Density' }).click();
  await page.getByRole('menuitem', { name: 'Compact' }).click();
  await expect.poll(height).toBeLessThan(before);
});

test('the CSV has exactly the rows of the list, in its order', async ({
  page,
}) => {
  await openServers(page, '?health=healthy&sort=title&order=desc');
  const { name, text } = await download(page, () =>
    page.getByRole('button', { name: 'CSV' }).click(),
  );
  expect(name).toBe('mcp-servers.csv');
  const [header, ...rows] = text.trim().split(/\r?\n/);
  expect(header).toMatch(/^\uFEFF?entity,title,purpose,team/);
  expect(rows.map(row => row.split(',')[1])).toEqual(
    await serverTitles(page).allTextContents(),
  );
});
