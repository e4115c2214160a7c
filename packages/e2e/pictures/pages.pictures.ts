import { Page } from '@playwright/test';
import { showLargeFleet } from '../tests/fleet';
import { lookAgain, withChangedNotes } from '../tests/changeNotes';
import { rejectEntry } from '../tests/rejectEntry';
import { card, expect, test } from '../tests/portal';
import { Picture, narrow, scrollTo, take, takeEvery, wide } from './take';

async function showCard(page: Page, title: string) {
  await expect(card(page, title)).toContainText('audit');
  await card(page, title).scrollIntoViewIfNeeded();
}

const pictures: Picture[] = [
  {
    name: 'servers',
    address: '/mcp/servers',
    prepare: async page => {
      await page.getByText('drift · 19').waitFor();
      // The name of a team, which comes after its ref.
      await page.getByText('Sales', { exact: true }).first().waitFor();
    },
    also: ['dark', 'narrow'],
  },
  {
    name: 'servers-filtered',
    address: '/mcp/servers?q=notes&drift=drift',
    prepare: page => page.getByText('drift · 19').waitFor(),
  },
  {
    name: 'servers-none',
    address: '/mcp/servers?q=payroll',
    prepare: page => page.getByText('No server matches').waitFor(),
  },
  {
    name: 'server-drawer',
    address: '/mcp/servers?open=default/notes',
    prepare: page =>
      page.getByRole('dialog').getByText('Guest', { exact: true }).waitFor(),
    also: ['dark', 'narrow'],
  },
  {
    name: 'entity-overview',
    address: '/catalog/default/api/notes',
    prepare: async page => {
      await page.getByText('Jonas Lindqvist').waitFor();
      await card(page, 'Relations').getByText('Notes store').waitFor();
    },
    also: ['dark', 'narrow'],
  },
  {
    name: 'entity-tools',
    address: '/catalog/default/api/releases/mcp-tools',
    prepare: async page => {
      await page
        .getByRole('button')
        .filter({ hasText: 'create_feature_flag' })
        .click();
      await page.getByText('Lower-case words').waitFor();
    },
    also: ['dark', 'narrow'],
  },
  {
    name: 'entity-drift',
    address: '/catalog/default/api/crossed-wires/mcp-drift',
    prepare: async page => {
      await page.getByRole('table', { name: 'Observations' }).waitFor();
      await scrollTo(page, 'Entry against live server');
    },
    also: ['dark', 'narrow'],
  },
  {
    name: 'person',
    address: '/catalog/default/user/guest',
    prepare: page => showCard(page, 'MCP servers'),
  },
  {
    name: 'team',
    address: '/catalog/default/group/devex',
    prepare: page => showCard(page, 'MCP servers'),
  },
  {
    name: 'search',
    address: '/search?query=monorepo',
    prepare: page =>
      page
        .getByRole('link', { name: 'Monorepo navigation', exact: true })
        .waitFor(),
  },
];

for (const picture of pictures) {
  for (const look of ['light', ...(picture.also ?? [])]) {
    const file = look === 'light' ? picture.name : `${picture.name}-${look}`;
    test.describe(file, () => {
      test.use({
        colorScheme: look === 'dark' ? 'dark' : 'light',
        viewport: look === 'narrow' ? narrow : wide,
      });
      test('is taken', ({ page }) => take(page, picture, file));
    });
  }
}

/** Approves what is live, with a reason. */
async function approve(page: Page, reason: string) {
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(dialog).toBeHidden();
}

test.describe('later', () => {
  test.use({ viewport: wide });

  test('servers-many is taken', async ({ page }) => {
    await showLargeFleet(page);
    await take(
      page,
      {
        name: 'servers-many',
        address: '/mcp/servers',
        prepare: () => page.getByText('1–25 of 500').waitFor(),
      },
      'servers-many',
    );
  });

  test('entity-approval, entity-history and changes are taken', async ({
    page,
  }) => {
    const drift = '/catalog/default/api/notes/mcp-drift';
    await page.goto(drift);
    await approve(page, 'Looked at every tool with the team that owns it.');
    await page.getByText('What is live is what was approved.').waitFor();
    await withChangedNotes(async () => {
      await lookAgain(page);
      await takeEvery(page, {
        name: 'entity-approval',
        address: drift,
        prepare: () =>
          page.getByRole('table', { name: 'Input of add_note' }).waitFor(),
        also: ['dark', 'narrow'],
      });
      await take(
        page,
        {
          name: 'entity-approval-dialogue',
          address: drift,
          prepare: async () => {
            await page.getByRole('button', { name: 'Approve' }).click();
            await page
              .getByRole('textbox', { name: 'Reason' })
              .fill('All callers name an author since last week.');
          },
        },
        'entity-approval-dialogue',
      );
      await take(
        page,
        {
          name: 'entity-history',
          address: drift,
          prepare: async () => {
            await page.getByRole('button', { name: /changes$/ }).click();
            await page.getByRole('table', { name: 'Observations' }).waitFor();
            await scrollTo(page, 'Change log');
          },
        },
        'entity-history',
      );
      await takeEvery(page, {
        name: 'changes',
        address: '/mcp/changes',
        prepare: async () => {
          await page.getByRole('button', { name: /changes$/ }).click();
          await page
            .getByRole('button', { name: 'Compare side by side' })
            .first()
            .click();
          await page
            .getByRole('table', { name: 'Input of add_note' })
            .waitFor();
        },
        also: ['dark', 'narrow'],
      });
    });
  });

  test('rejected is taken', ({ api, page }) =>
    rejectEntry(api, async () => {
      const notice = page.getByRole('button', {
        name: /rejected by the catalog/,
      });
      await expect(async () => {
        await page.goto('/mcp/servers');
        await expect(notice).toBeVisible({ timeout: 3_000 });
      }).toPass();
      await take(
        page,
        {
          name: 'rejected',
          address: '/mcp/servers',
          prepare: async () => {
            await notice.click();
            await page.getByText('found "activ"').waitFor();
          },
        },
        'rejected',
      );
    }));
});
