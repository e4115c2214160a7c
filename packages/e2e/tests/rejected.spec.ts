import { card, expect, openServers, test } from './portal';
import { rejectEntry, withText } from './rejectEntry';

test('a new entry that the catalog rejects is listed with what to mend and where', ({
  api,
  page,
}) =>
  rejectEntry(api, async () => {
    const notice = page.getByRole('button', {
      name: /rejected by the catalog/,
    });
    await expect(async () => {
      await openServers(page);
      await expect(notice).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 45_000 });
    await notice.press('Enter');
    const entry = page
      .getByRole('listitem')
      .filter({ hasText: 'api:default/broken-entry' });
    await expect(entry).toContainText(
      'spec.governance.status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?',
    );
    await expect(entry).toContainText(
      'spec.governance.scopes: found "notes:read" (string), expected a list',
    );
    await expect(entry).toContainText('examples/servers/broken.yaml');
  }));

test('an entry whose newest version was rejected says so on its page and keeps the last valid one', async ({
  api,
  page,
}) => {
  const rejection = page.getByText('The newest version of this entry was');
  const open = async () => {
    await page.goto('/catalog/default/api/design-files');
    await expect(card(page, 'MCP server')).toContainText('Successor');
  };
  await withText(
    api,
    {
      name: 'servers/design-files.yaml',
      readBy: 'api:default/design-files',
    },
    text => text.replace('status: active', 'status: aktive'),
    async () => {
      await expect(async () => {
        await open();
        await expect(rejection).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 45_000 });
      await expect(card(page, 'MCP server')).toContainText(
        'spec.governance.status: found "aktive"',
      );
    },
  );
  await expect(async () => {
    await open();
    await expect(rejection).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
});
