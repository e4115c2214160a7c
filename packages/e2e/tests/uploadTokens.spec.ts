import { execFile } from 'node:child_process';
import path from 'node:path';
import { Page } from '@playwright/test';
import { card, expect, fact, tab, test } from './portal';

const packages = path.resolve(__dirname, '..', '..');
const entityPage = '/catalog/default/api/schema-lint';

/** What a CI job of the server does, with a token from its secrets. */
function uploadFromCi(portal: string | undefined, token: string) {
  return new Promise<{ code: number; out: string; err: string }>(resolve => {
    execFile(
      process.execPath,
      [
        path.join(packages, 'cli/bin/mcp-governance'),
        'snapshot',
        '--upload',
        '--stdio',
        '--portal',
        portal ?? '',
        '--server',
        'default/schema-lint',
        '--',
        process.execPath,
        path.join(packages, 'sample-servers/bin/schema-lint'),
      ],
      { env: { ...process.env, MCP_GOVERNANCE_UPLOAD_TOKEN: token } },
      (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** Opens the upload tokens from the context menu of the entity page. */
async function openTokens(page: Page) {
  await page.getByRole('button', { name: 'more' }).click();
  await page.getByRole('menuitem', { name: 'Upload tokens' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Upload tokens of Schema lint',
  });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('the CI of a stdio server uploads what the portal then shows', async ({
  context,
  page,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(entityPage);
  const overview = card(page, 'MCP server');
  await expect(fact(overview, 'Health')).toContainText('never run from here');
  const dialog = await openTokens(page);
  await expect(dialog.getByText('No token was issued yet.')).toBeVisible();
  await dialog.getByLabel('Name').fill('nightly build');
  await dialog.getByLabel('Valid for').click();
  await page.getByRole('option', { name: '30 days' }).click();
  await dialog.getByRole('button', { name: 'Issue token' }).click();
  await dialog.getByRole('button', { name: 'Copy: Upload token' }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^mcpgu_[\w-]{43}$/);
  await expect(
    dialog.getByRole('row').filter({ hasText: 'nightly build' }),
  ).toContainText('usable');

  const { code, out, err } = await uploadFromCi(baseURL, token);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('api:default/schema-lint: a new snapshot, sha256.v1:');
  expect(out).toContain('drift: in-sync');

  // Asked for anew, the token is not shown again.
  await page.goto(entityPage);
  await expect(fact(overview, 'Health')).toContainText('not observed');
  await expect(fact(overview, 'Health')).toContainText(
    'snapshot uploaded by its owner on',
  );
  await expect(fact(overview, 'Tools')).toContainText('2');
  await tab(page, 'Tools').click();
  await expect(
    page.getByText('Nobody here talked to this server'),
  ).toContainText('uploaded:nightly build');
  await page.getByRole('button').filter({ hasText: 'check_schema' }).click();
  await expect(
    page
      .getByRole('table', { name: 'Input of check_schema' })
      .getByRole('row')
      .filter({ hasText: 'schema' }),
  ).toContainText('required');
  await tab(page, 'Drift').click();
  await expect(card(page, 'Entry against live server')).toContainText(
    'in sync',
  );
  await expect(
    page.getByRole('table', { name: 'Observations' }).getByRole('row').nth(1),
  ).toContainText('uploaded');

  const again = await openTokens(page);
  await expect(again.getByText(token)).toBeHidden();
  const row = again.getByRole('row').filter({ hasText: 'nightly build' });
  await row.getByRole('button', { name: 'Revoke nightly build' }).click();
  const question = page.getByRole('dialog', {
    name: 'Revoke “nightly build”?',
  });
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('revoked');
  await expect(question).toBeHidden();

  const refused = await uploadFromCi(baseURL, token);
  expect(refused.code).toBe(4);
  expect(refused.err).toContain(
    'answered 401: The upload token "nightly build" was revoked on',
  );
});
