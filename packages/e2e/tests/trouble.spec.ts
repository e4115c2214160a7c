import { Page } from '@playwright/test';
import { card, expect, fact, openServers, serverTitles, test } from './portal';

const anyList = /\/api\/mcp-governance\/servers\?/;

/** An answer as a backend plugin gives it when it refuses. */
function refusal(statusCode: number, name: string, message: string) {
  return { error: { name, message }, request: {}, response: { statusCode } };
}

/** Has what a pattern matches fail until it is told otherwise. */
async function failing(page: Page, url: RegExp, message: string) {
  await page.route(url, route =>
    route.fulfill({
      status: 503,
      json: refusal(503, 'ServiceUnavailableError', message),
    }),
  );
  return () => page.unroute(url);
}

/** Holds back the answers to what a pattern matches until it is told otherwise. */
async function slow(page: Page, url: RegExp) {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(url, async route => {
    await held;
    await route.continue();
  });
  return release;
}

test('a list that fails says what failed, and is tried again on request', async ({
  page,
}) => {
  const mend = await failing(page, anyList, 'The database is asleep');
  await page.goto('/mcp/servers');
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('The servers could not be loaded');
  await expect(notice).toContainText('The database is asleep');
  await mend();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(serverTitles(page)).toHaveCount(14);
  await expect(notice).toBeHidden();
});

test('a failure later keeps what is known and says so', async ({ page }) => {
  await page.clock.install();
  await openServers(page);
  await failing(page, anyList, 'The database is asleep');
  // The list is asked for anew every half minute.
  await page.clock.fastForward(31_000);
  await page.clock.fastForward(5_000);
  await expect(page.getByRole('alert')).toContainText(
    'What is shown below is what was known before.',
  );
  await expect(serverTitles(page)).toHaveCount(14);
});

for (const [what, url, address] of [
  ['The tools', /notes\/tools/, '/catalog/default/api/notes/mcp-tools'],
  ['The drift', /notes\/drift/, '/catalog/default/api/notes/mcp-drift'],
  ['The approval', /notes\/approval/, '/catalog/default/api/notes/mcp-drift'],
  ['The change log', /notes\/changes/, '/catalog/default/api/notes/mcp-drift'],
  ['The snapshots', /notes\/snapshots/, '/catalog/default/api/notes/mcp-drift'],
  ['The changes', /mcp-governance\/changes/, '/mcp/changes'],
  [
    'The observations',
    /notes\/observations/,
    '/catalog/default/api/notes/mcp-drift',
  ],
  [
    'What is known of this server',
    /servers\/default\/notes$/,
    '/catalog/default/api/notes',
  ],
  ['Which entries the catalog rejected', /rejected-entries/, '/mcp/servers'],
] as const) {
  test(`${what}: a failure is said where it happened`, async ({ page }) => {
    const mend = await failing(page, url, 'No answer from the database');
    await page.goto(address);
    const notice = page
      .getByRole('alert')
      .filter({ hasText: 'could not be loaded' });
    await expect(notice).toHaveCount(1);
    await expect(notice).toContainText(what);
    await expect(notice).toContainText('No answer from the database');
    await mend();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(notice).toBeHidden();
  });
}

test('while a list is on its way its skeleton stands, and nothing jumps', async ({
  page,
}) => {
  const release = await slow(page, anyList);
  await page.goto('/mcp/servers');
  const header = page.getByRole('columnheader', { name: 'Health' });
  await expect(header).toBeVisible();
  await expect(page.locator('[class*=DataGrid-rowSkeleton]')).not.toHaveCount(
    0,
  );
  const before = await header.boundingBox();
  release();
  await expect(serverTitles(page)).toHaveCount(14);
  expect((await header.boundingBox())?.y).toBe(before?.y);
});

test('while a server is on its way its facts are named already', async ({
  page,
}) => {
  const release = await slow(page, /servers\/default\/notes$/);
  await page.goto('/catalog/default/api/notes');
  const overview = card(page, 'MCP server');
  await expect(fact(overview, 'Successor')).toHaveText('');
  release();
  await expect(fact(overview, 'Successor')).toHaveText('Jonas Lindqvist');
});

test('a look that cannot be asked for is said, and can be asked for again', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/notes');
  await page.route(/notes\/observations/, route =>
    route.fulfill({
      status: 403,
      json: refusal(403, 'NotAllowedError', 'You may not look'),
    }),
  );
  const button = page.getByRole('button', { name: 'Look again' });
  await button.click();
  await expect(
    page.getByText('Team notes could not be looked at: You may not look'),
  ).toBeVisible();
  await expect(button).toHaveAttribute('aria-disabled', 'false');
});
