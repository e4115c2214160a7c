import { lookAgain, withChangedNotes } from './changeNotes';
import { card, expect, tab, test } from './portal';

test('says where entry and server disagree, and in which line', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/notes/mcp-drift');
  const standing = card(page, 'Entry against live server');
  const disagreement = standing
    .getByRole('listitem')
    .filter({ hasText: 'The entry describes version 0.8.0' });
  await expect(disagreement).toContainText('− entry');
  await expect(disagreement).toContainText('+ server');
  await expect(disagreement).toContainText('0.9.0');
  await expect(disagreement).toContainText(
    /spec\.governance\.version at servers\/notes\.yaml:\d+:\d+/,
  );
  await expect(standing.getByRole('listitem')).toHaveCount(3);
});

test('every kind of declared drift shows on Crossed wires', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/crossed-wires/mcp-drift');
  const standing = card(page, 'Entry against live server');
  for (const text of [
    'The entry describes version 3.0.0; the server calls itself 0.9.0.',
    'speaks sse; it answered over streamable-http.',
    'delete_note requires the scope notes:admin',
    'delete_note can destroy something and nobody is asked to confirm.',
    'The entry declares archive_note; the server does not list it.',
    '9 tools are listed by the server and not declared',
    '2 tools: the entry and the server disagree about whether they change',
    '2 tools are named as if they did the opposite of what the entry says.',
    'The server lists 12 tools; with more than 10 an agent chooses badly.',
  ]) {
    await expect(standing.getByText(text), text).toBeVisible();
  }
  await expect(
    standing.getByRole('table').first().getByRole('row').nth(1),
  ).toContainText(/servers\/crossed-wires\.yaml:\d+:\d+/);
});

test('the corrected block is copied as it stands', async ({
  context,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/catalog/default/api/notes/mcp-drift');
  const block = page.getByRole('region', { name: 'Corrected block' });
  await expect(block).toContainText('version: 0.9.0 # was 0.8.0');
  await page.getByRole('button', { name: 'Copy: Corrected block' }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.trimEnd()).toBe((await block.textContent())?.trimEnd());
});

test('a tool that changes is seen when somebody looks again', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/notes/mcp-drift');
  const log = card(page, 'Change log');
  await expect(log.getByLabel('From snapshot')).toBeVisible();
  const entries = log.getByRole('button', { name: /^Show all/ });
  const before = await entries.count();
  await withChangedNotes(async () => {
    await lookAgain(page);
    await expect(entries).toHaveCount(before + 1);
    await expect(
      log.getByRole('list').first().getByRole('listitem').first(),
    ).toContainText('add_note asks for a new argument, author');
    await expect(
      page.getByRole('table', { name: 'Observations' }).getByRole('row').nth(1),
    ).toContainText('a person');

    await tab(page, 'Tools').click();
    await page.getByRole('button').filter({ hasText: 'add_note' }).click();
    await expect(
      page
        .getByRole('table', { name: 'Input of add_note' })
        .getByRole('row')
        .filter({ hasText: 'author' }),
    ).toContainText('required');
  });
  await tab(page, 'Drift').click();
  await lookAgain(page);
});
