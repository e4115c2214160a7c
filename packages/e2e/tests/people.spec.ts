import { card, expect, test } from './portal';

test('a person’s page shows the servers that they answer for', async ({
  page,
}) => {
  await page.goto('/catalog/default/user/guest');
  const servers = card(page, 'MCP servers').getByRole('listitem');
  await expect(servers).toHaveCount(2);
  await expect(servers.filter({ hasText: 'Service catalog' })).toContainText(
    'in sync',
  );
  const notes = servers.filter({ hasText: 'Team notes' });
  await expect(notes).toContainText('drift · 3');
  await notes.getByRole('link').click();
  await expect(page).toHaveURL(/\/catalog\/default\/api\/notes$/);
});

test('a team’s page shows the servers that it answers for', async ({
  page,
}) => {
  await page.goto('/catalog/default/group/support');
  const servers = card(page, 'MCP servers').getByRole('listitem');
  await expect(servers).toHaveCount(1);
  await expect(servers).toContainText('Ticket desk');
  await expect(servers).toContainText('unreachable');
});

test('who answers for none is told so', async ({ page }) => {
  await page.goto('/catalog/default/user/nadia-rahman');
  await expect(card(page, 'MCP servers')).toContainText(
    'Answers for no MCP server.',
  );
});
