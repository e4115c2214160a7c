import { card, expect, fact, tab, tabs, test } from './portal';

test.describe('the page of Team notes', () => {
  test('begins with how the server stands', async ({ page }) => {
    await page.goto('/catalog/default/api/notes');
    const overview = card(page, 'MCP server');
    await expect(overview).toContainText(
      'Keeps the notes of the engineering teams.',
    );
    // Before upstream's cards of the same column.
    const relations = card(page, 'Relations');
    await expect(relations).toBeVisible();
    const [first, second] = [
      await overview.boundingBox(),
      await relations.boundingBox(),
    ];
    expect(first?.y).toBeLessThan(second?.y ?? 0);

    await expect(fact(overview, 'Health')).toContainText('healthy');
    await expect(fact(overview, 'Drift')).toContainText('drift · 3');
    await expect(fact(overview, 'Next audit')).toContainText(
      'No audit is on record',
    );
    await expect(fact(overview, 'Status')).toContainText('active');
    await expect(fact(overview, 'Use when')).toContainText('meeting');
    await expect(fact(overview, 'Avoid when')).toContainText('documentation');
    await expect(fact(overview, 'Endpoint')).toContainText('/mcp');
    await expect(fact(overview, 'Authentication')).toContainText(
      'service-token',
    );
    await expect(fact(overview, 'On call')).toHaveText('platform-agentic');
    for (const [name, text, address] of [
      ['Team', 'Platform', '/catalog/default/group/platform'],
      ['Owner', 'Guest', '/catalog/default/user/guest'],
      ['Successor', 'Jonas Lindqvist', '/catalog/default/user/jonas-lindqvist'],
    ]) {
      const link = fact(overview, name).getByRole('link');
      await expect(link).toHaveText(text);
      await expect(link).toHaveAttribute('href', address);
    }
  });

  test('shows no API definition and no error', async ({ page }) => {
    await page.goto('/catalog/default/api/notes');
    await expect(card(page, 'MCP server')).toContainText('Successor');
    await expect(tabs(page)).toHaveText(['Overview', 'Tools', 'Drift']);
    await expect(page.getByText('Definition')).toHaveCount(0);
    await expect(page.getByText(/\berror\b|\bwarning\b/i)).toHaveCount(0);
  });

  test('lists the tools, with parameters to be read and JSON on request', async ({
    page,
  }) => {
    await page.goto('/catalog/default/api/notes');
    await tab(page, 'Tools').click();
    const tools = card(page, 'Tools (12)');
    await expect(tools).toContainText('6 of them can change something.');
    await expect(
      tools.getByRole('button').filter({ hasText: 'export_notes' }),
    ).toContainText('not declared');

    await page.getByLabel('Search tools').fill('purge');
    await expect(
      tools.getByRole('button').filter({ hasText: 'list_notes' }),
    ).toBeHidden();
    await page.getByLabel('Search tools').fill('replaces title');
    const tool = tools.getByRole('button').filter({ hasText: 'edit_note' });
    await expect(tool).toContainText('asks for confirmation');
    await tool.press('Enter');
    await expect(fact(tools, 'Scopes')).toHaveText('notes:write');
    const table = page.getByRole('table', { name: 'Input of edit_note' });
    await expect(
      table.getByRole('row').filter({ hasText: 'title' }),
    ).toContainText('optional');
    await expect(
      table.getByRole('row').filter({ hasText: 'id' }).first(),
    ).toContainText('required');

    const json = page.getByRole('region', {
      name: 'Input of edit_note as JSON',
    });
    await expect(json).toBeHidden();
    await page.getByRole('button', { name: 'Show raw JSON' }).click();
    await expect(json).toContainText('"type": "object"');
    await expect(table).toBeHidden();
    await page.getByRole('button', { name: 'Show table' }).click();
    await expect(table).toBeVisible();
  });

  test('lists the prompts', async ({ page }) => {
    await page.goto('/catalog/default/api/notes/mcp-tools');
    const prompts = card(page, 'Prompts (6)');
    await expect(prompts.getByRole('listitem')).toHaveCount(6);
    await expect(prompts).toContainText('weekly_digest');
  });
});

test('a server over stdio says why nobody looks at it from here', async ({
  page,
}) => {
  await page.goto('/catalog/default/api/schema-lint');
  const overview = card(page, 'MCP server');
  await expect(fact(overview, 'Health')).toContainText(
    'introspected by its owner’s CI, never run from here',
  );
  await expect(page.getByRole('button', { name: 'Look again' })).toBeHidden();
  await tab(page, 'Tools').click();
  await expect(
    page.getByText('what is shown is what the entry declares'),
  ).toBeVisible();
  await expect(page.getByText('check_schema')).toBeVisible();
  await tab(page, 'Drift').click();
  await expect(card(page, 'Change log')).toContainText('Nothing was seen yet');
  await expect(card(page, 'Approval')).toContainText(
    'Nothing was observed yet, so there is nothing to approve.',
  );
  await expect(
    card(page, 'Approval').getByRole('button', { name: 'Approve' }),
  ).toHaveAttribute('aria-disabled', 'true');
});

test('a server without an owner has its gaps said', async ({ page }) => {
  await page.goto('/catalog/default/api/feedback-digest');
  const overview = card(page, 'MCP server');
  for (const name of ['Team', 'Owner', 'Successor', 'On call']) {
    await expect(fact(overview, name)).toHaveText('missing');
  }
});

test('a vendor’s server is said to be one', async ({ page }) => {
  await page.goto('/catalog/default/api/design-files');
  await expect(fact(card(page, 'MCP server'), 'Origin')).toHaveText(
    'built by a vendor',
  );
});
