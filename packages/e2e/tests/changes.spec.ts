import { Page } from '@playwright/test';
import { lookAgain, withChangedNotes } from './changeNotes';
import { showDriftedFleet } from './driftedFleet';
import {
  card,
  download,
  expect,
  fact,
  openServers,
  serverRow,
  serverTitles,
  test,
} from './portal';

const drift = '/catalog/default/api/notes/mcp-drift';
const reason = 'All callers name an author since last week.';

/** Decides in the dialogue, with a reason. */
async function decide(page: Page, word: 'Approve' | 'Reject', why: string) {
  await card(page, 'Approval').getByRole('button', { name: word }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(why);
  await dialog.getByRole('button', { name: word }).click();
  await expect(dialog).toBeHidden();
}

test.describe.serial('a server that breaks its callers', () => {
  test('has its first answers approved as the baseline', async ({ page }) => {
    await page.goto(drift);
    const approval = card(page, 'Approval');
    await expect(approval).toContainText('never approved');
    await approval.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog', {
      name: 'Approve what Team notes answers now',
    });
    await expect(fact(dialog, 'Decides about')).toHaveText(
      'everything: nothing was approved before',
    );
    await expect(fact(dialog, 'Will be told')).not.toHaveText('');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(dialog).toContainText('A reason has at least 10 characters');
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('Looked at every tool with its owner.');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(dialog).toBeHidden();
    await expect(approval).toContainText('What is live is what was approved.');
    await expect(fact(approval, 'Baseline')).toContainText(
      'Looked at every tool with its owner.',
    );
  });

  test('is seen as breaking, approved with a reason, and stands in log and feed', async ({
    api,
    page,
  }) => {
    await page.goto(drift);
    const approval = card(page, 'Approval');
    await expect(approval).toContainText('What is live is what was approved.');
    await withChangedNotes(async () => {
      await lookAgain(page);
      await expect(approval).toContainText('re-approval needed · 1');
      const line = approval
        .getByRole('listitem')
        .filter({ hasText: 'asks for a new argument, author' })
        .last();
      await expect(line).toContainText('breaking');
      await expect(line).toContainText('material');
      const author = approval
        .getByRole('table', { name: 'Input of add_note' })
        .getByRole('row')
        .filter({ hasText: 'author' });
      await expect(author).toContainText('+');
      await expect(author).toContainText('required');
      await expect(
        approval.getByRole('region', { name: 'Description of add_note' }),
      ).toContainText('signed by its author');

      await openServers(page, '?approval=re-approval-needed');
      await expect(serverTitles(page)).toHaveText(['Team notes']);
      await expect(
        serverRow(page, 'Team notes').getByText('re-approval needed'),
      ).toBeVisible();
      await serverRow(page, 'Team notes').getByText('healthy').click();
      await fact(page.getByRole('dialog'), 'Approval')
        .getByRole('link')
        .click();
      await expect(page).toHaveURL(new RegExp(`${drift}$`));

      await decide(page, 'Approve', reason);
      await expect(approval).toContainText(
        'What is live is what was approved.',
      );
      await expect(fact(approval, 'Baseline')).toContainText(reason);
      await approval
        .getByRole('button', { name: 'Show all decisions' })
        .click();
      await expect(
        approval.getByRole('list', { name: 'Decisions' }).getByRole('listitem'),
      ).toHaveCount(2);
    });

    await page.goto('/mcp/changes?verdict=breaking');
    const entry = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Team notes' }) })
      .filter({ hasText: 'asks for a new argument, author' })
      .first();
    await expect(entry).toContainText('breaking');
    await expect(entry.getByRole('link', { name: 'Platform' })).toBeVisible();
    await entry.getByRole('button', { name: /^Show all/ }).click();
    await expect(entry).toContainText('Tool add_note');

    await page.getByRole('button', { name: 'Subscribe' }).click();
    const address = await page
      .getByRole('region', { name: 'Address of the feed' })
      .textContent();
    const { pathname, search } = new URL(address ?? '');
    expect(pathname + search).toBe(
      '/api/mcp-governance/changes.atom?verdict=breaking',
    );
    const feed = await api.text(pathname + search);
    expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
    expect(feed).toContain('Team notes: 1 breaking');
    expect(feed).toContain('asks for a new argument, author');
    const unsigned = await page.request.get(pathname + search);
    expect(unsigned.status()).toBe(401);
  });

  test('needs approval again when it goes back, which can be refused', async ({
    page,
  }) => {
    await page.goto(drift);
    await lookAgain(page);
    const approval = card(page, 'Approval');
    await expect(approval).toContainText('re-approval needed');
    await decide(page, 'Reject', 'Nobody told the callers of this.');
    await expect(approval).toContainText('looked at and rejected');
    await expect(fact(approval, 'Last decision')).toContainText(
      'Nobody told the callers of this.',
    );
    await decide(page, 'Approve', 'The callers know by now.');
    await expect(approval).toContainText('What is live is what was approved.');
  });

  test('has its changelog as Markdown, from any snapshot to any other', async ({
    page,
  }) => {
    await page.goto(drift);
    const log = card(page, 'Change log');
    const from = log.getByLabel('From snapshot');
    const to = log.getByLabel('To snapshot');
    await from.selectOption({ index: 2 });
    await to.selectOption({ index: 1 });
    const { name, text } = await download(page, () =>
      log.getByRole('button', { name: 'Changelog (Markdown)' }).click(),
    );
    expect(name).toBe('CHANGELOG-notes.md');
    expect(text).toMatch(/^## Team notes/);
    expect(text).toContain('### Breaking');
    expect(text).toContain('asks for a new argument, author');
  });
});

test('the change log is narrowed, in the URL and over a reload', async ({
  page,
}) => {
  await page.goto('/mcp/changes');
  const search = page.getByRole('search', { name: 'Filter changes' });
  await search.getByRole('combobox', { name: 'Server' }).fill('releases');
  await page.getByRole('option', { name: 'Releases' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No change matches')).toBeVisible();
  await expect(page).toHaveURL(/server=api%3Adefault%2Freleases$/);
  await page.reload();
  await expect(page.getByText('No change matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all changes' }).click();
  await expect(page).toHaveURL(/\/mcp\/changes$/);
  await search.getByLabel('To (UTC)').fill('2020-01-01');
  await expect(page).toHaveURL(/to=2020-01-01$/);
  await expect(page.getByText('No change matches')).toBeVisible();
});

test('older changes are read on, under their days, and the drawer keeps the place', async ({
  page,
}) => {
  await showDriftedFleet(page);
  await page.goto('/mcp/changes');
  await expect(page.getByRole('heading', { name: /^Today, / })).toBeVisible();
  await expect(
    page.getByRole('heading', { name: /^Yesterday, / }),
  ).toBeVisible();
  const entries = page.getByRole('button', { name: /^Show (all|the)/ });
  await expect(entries).toHaveCount(25);
  await page.getByRole('button', { name: 'Show older (35)' }).click();
  await expect(entries).toHaveCount(50);
  await page.getByRole('button', { name: 'Show older (10)' }).click();
  await expect(entries).toHaveCount(60);
  await page.getByRole('button', { name: 'How it stands' }).last().click();
  await expect(page.getByRole('dialog', { name: 'Team notes' })).toBeVisible();
  await expect(page).toHaveURL(/open=default%2Fnotes/);
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(entries).toHaveCount(60);
});

test('while changes are on their way their skeleton stands', async ({
  page,
}) => {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(/mcp-governance\/changes\?/, async route => {
    await held;
    await route.continue();
  });
  await page.goto('/mcp/changes');
  await expect(page.locator('[aria-busy=true]')).toBeVisible();
  const filters = page.getByRole('search', { name: 'Filter changes' });
  const before = await filters.boundingBox();
  release();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  expect(await filters.boundingBox()).toEqual(before);
});
