import { card, expect, fact, openServers, serverRow, test } from './portal';
import { withText } from './rejectEntry';

const playbook = {
  name: 'playbooks/quote-search.yaml',
  readBy: 'api:default/quote-search',
};

test('a server from a playbook file is one among the others', async ({
  page,
}) => {
  await openServers(page);
  const row = serverRow(page, 'Quote Search');
  await expect(row).toContainText('Sales');
  await expect(row).toContainText('unreachable');
  await page.goto('/catalog/default/api/quote-search');
  const overview = card(page, 'MCP server');
  await expect(fact(overview, 'Version')).toHaveText('0.9.0');
  await expect(fact(overview, 'On call')).toHaveText('sales-tools');
  // The catalog may take in the playbook before the people.
  await expect(async () => {
    await page.reload();
    await expect(fact(overview, 'Owner').getByRole('link')).toHaveText(
      'Marek Zielinski',
      { timeout: 5_000 },
    );
  }).toPass({ timeout: 45_000 });
});

test('an e-mail address that is nobody’s is said to be so', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/quote-search');
  const overview = card(page, 'MCP server');
  await expect(fact(overview, 'Successor')).toHaveText(
    'viktor.lang@acme.example (not a user of the catalog)',
  );
  await expect(overview.getByRole('alert')).toContainText(
    'spec.governance.ownership.secondary: the e-mail address "viktor.lang@acme.example" is matched to no user of the catalog',
  );
});

test('a playbook that becomes malformed keeps its server and says what to mend', async ({
  api,
  page,
}) => {
  const rejection = page.getByText('The newest version of this entry was');
  await withText(
    api,
    playbook,
    text => text.replace('status: active', 'status: aktive'),
    () =>
      expect(async () => {
        await page.goto('/catalog/default/api/quote-search');
        await expect(rejection).toBeVisible({ timeout: 5_000 });
        await expect(card(page, 'MCP server')).toContainText(
          'status: found "aktive" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"? (line 5)',
        );
      }).toPass({ timeout: 45_000 }),
  );
  await expect(async () => {
    await page.goto('/catalog/default/api/quote-search');
    await expect(card(page, 'MCP server')).toContainText('Successor');
    await expect(rejection).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
});
