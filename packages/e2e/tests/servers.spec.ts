import {
  expect,
  fact,
  openServers,
  serverRow,
  serverTitles,
  test,
} from './portal';

test('the four sample servers are healthy, with their real tools', async ({
  page,
}) => {
  await openServers(page);
  for (const [title, count, mutating] of [
    ['Monorepo navigation', 4, 0],
    ['Service catalog', 3, 0],
    ['Releases', 5, 1],
    ['Team notes', 12, 6],
  ] as const) {
    const row = serverRow(page, title);
    await expect(row.getByText('healthy', { exact: true })).toBeVisible();
    await expect(row.locator('[data-field=tools]')).toHaveText(
      `${count}${mutating} mutate`,
    );
  }
});

test('each demo entry shows what it was made to show', async ({ page }) => {
  await openServers(page);
  await expect(serverTitles(page)).toHaveCount(14);
  for (const [title, ...texts] of [
    ['Crossed wires', 'drift · 19', 'sse'],
    ['Team notes', 'drift · 3', 'Platform'],
    ['Monorepo navigation', 'in sync', 'Developer experience'],
    ['Ticket desk', 'unreachable'],
    ['Monorepo navigation (preview)', 'unauthorised'],
    ['Schema lint', 'not observed', 'never', 'stdio'],
    ['Secrets broker', 'quarantined'],
    ['CRM tools', 'overdue'],
    ['Feedback digest', 'missing', 'Sums up what customers wrote'],
  ]) {
    for (const text of texts) {
      await expect(
        serverRow(page, title).getByText(text, { exact: text.length < 25 }),
        `${title}: ${text}`,
      ).toBeVisible();
    }
  }
});

test('the reason behind a status is said on hover and on focus', async ({
  page,
}) => {
  await openServers(page);
  await serverRow(page, 'Ticket desk').getByText('unreachable').hover();
  await expect(page.getByRole('tooltip')).toContainText('refused');
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toBeHidden();
  await page.getByRole('columnheader', { name: 'Next audit' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('tooltip')).toContainText('2026-08-02');
});

test('an owner who has left is not shown as if they were there', async ({
  page,
}) => {
  await openServers(page, '?open=default/expense-reports');
  const owner = fact(page.getByRole('dialog'), 'Owner');
  await expect(owner).toContainText('ines-moreau');
  await expect(owner).toContainText('not found');
  await expect(
    fact(page.getByRole('dialog'), 'Successor').getByRole('link'),
  ).toHaveText('Chloe Dubois');
});
