import path from 'node:path';
import { Page } from '@playwright/test';
import { showLargeFleet } from '../tests/fleet';
import { withChangedNotes } from '../tests/changeNotes';
import { rejectEntry } from '../tests/rejectEntry';
import { card, expect, test } from '../tests/portal';

const folder = path.resolve(__dirname, '..', '..', '..', 'docs', 'images');

const wide = { width: 1440, height: 1000 };
const narrow = { width: 390, height: 844 };

interface Picture {
  name: string;
  address: string;
  /** Brings the page into the state to be shown. */
  prepare: (page: Page) => Promise<void>;
  /** In which ways it is shown; by default wide and light. */
  also?: ('dark' | 'narrow')[];
}

async function showCard(page: Page, title: string) {
  await expect(card(page, title)).toContainText('audit');
  await card(page, title).scrollIntoViewIfNeeded();
}

const pictures: Picture[] = [
  {
    name: 'servers',
    address: '/mcp/servers',
    prepare: page => page.getByText('drift · 19').waitFor(),
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
    prepare: page => page.getByRole('dialog').getByText('Guest').waitFor(),
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
    prepare: page =>
      page.getByRole('table', { name: 'Observations' }).waitFor(),
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

async function take(page: Page, { address, prepare }: Picture, file: string) {
  await page.goto(address);
  await prepare(page);
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: path.join(folder, `${file}.png`),
    animations: 'disabled',
  });
}

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

  test('entity-history is taken', ({ page }) =>
    withChangedNotes(() =>
      take(
        page,
        {
          name: 'entity-history',
          address: '/catalog/default/api/notes/mcp-drift',
          prepare: async () => {
            await page.getByRole('button', { name: 'Look again' }).click();
            await page.getByText('tool changed:').first().waitFor();
            await page.getByText('Team notes was looked at').waitFor();
            await page.getByText('Team notes was looked at').waitFor({
              state: 'detached',
            });
            await card(page, 'Observations').scrollIntoViewIfNeeded();
          },
        },
        'entity-history',
      ),
    ));

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
