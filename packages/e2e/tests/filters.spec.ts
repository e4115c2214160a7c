import { Page } from '@playwright/test';
import { expect, openServers, serverTitles, test } from './portal';

async function choose(page: Page, facet: string, option: RegExp) {
  await page.getByRole('combobox', { name: facet, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

for (const { facet, option, query, titles } of [
  {
    facet: 'Team',
    option: /^Finance/,
    query: 'owner=group%3Adefault%2Ffinance',
    titles: ['Expense reports'],
  },
  {
    facet: 'Domain',
    option: /^crm/,
    query: 'domain=crm',
    titles: ['CRM tools'],
  },
  {
    facet: 'Status',
    option: /^quarantined/,
    query: 'status=quarantined',
    titles: ['Secrets broker'],
  },
  {
    facet: 'Health',
    option: /^not observed/,
    query: 'health=not-observed',
    titles: ['Schema lint'],
  },
  {
    facet: 'Drift',
    option: /^in sync/,
    query: 'drift=in-sync',
    titles: ['Monorepo navigation', 'Releases', 'Service catalog'],
  },
  {
    facet: 'Approval',
    option: /^unknown/,
    query: 'approval=unknown',
    titles: [
      'CRM tools',
      'Design files',
      'Expense reports',
      'Feedback digest',
      'Monorepo navigation (preview)',
      'Quote Search',
      'Schema lint',
      'Secrets broker',
      'Ticket desk',
    ],
  },
]) {
  test(`${facet} narrows the list, in the URL and over a reload`, async ({
    page,
  }) => {
    await openServers(page);
    await choose(page, facet, option);
    await expect(serverTitles(page)).toHaveText(titles);
    expect(page.url()).toContain(query);
    await page.reload();
    await expect(serverTitles(page)).toHaveText(titles);
    const field = page
      .getByRole('search')
      .filter({ has: page.getByRole('combobox', { name: facet }) });
    await expect(field).toContainText(option.source.replace('^', ''));
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(serverTitles(page)).toHaveCount(14);
    expect(page.url()).not.toContain('?');
  });
}

test('several choices of one filter are alternatives, and nothing moves', async ({
  page,
}) => {
  await openServers(page);
  const header = page.getByRole('columnheader', { name: 'Health' });
  const before = await header.boundingBox();
  await choose(page, 'Health', /^unauthorised/);
  await choose(page, 'Health', /^not observed/);
  await choose(page, 'Team', /^Developer experience/);
  await expect(serverTitles(page)).toHaveText([
    'Monorepo navigation (preview)',
    'Schema lint',
  ]);
  expect((await header.boundingBox())?.y).toBe(before?.y);
});

test('a word that only the name of a tool has finds its servers', async ({
  page,
}) => {
  await openServers(page);
  const field = page.getByLabel('Search servers and tools');
  await field.fill('purge_notes');
  await expect(serverTitles(page)).toHaveText(['Crossed wires', 'Team notes']);
  expect(page.url()).toContain('q=purge_notes');
  await page.reload();
  await expect(field).toHaveValue('purge_notes');
  await expect(serverTitles(page)).toHaveText(['Crossed wires', 'Team notes']);
});

test('Mine leaves what the reader answers for', async ({ api, page }) => {
  await openServers(page);
  await page.getByLabel('Mine').check();
  await expect(serverTitles(page)).toHaveText(await api.titles('mine=true'));
  await expect(
    page.getByRole('link', { name: 'Feedback digest' }),
  ).toBeHidden();
  await page.reload();
  await expect(page.getByLabel('Mine')).toBeChecked();
});

test('where nothing matches, all servers are one click away', async ({
  page,
}) => {
  await openServers(page, '?q=nobody-ever-wrote-this&health=healthy');
  await expect(page.getByText('No server matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all servers' }).click();
  await expect(serverTitles(page)).toHaveCount(14);
  await expect(page.getByLabel('Search servers and tools')).toHaveValue('');
});
