import { Locator, Page } from '@playwright/test';
import { showDriftedFleet } from './driftedFleet';
import { card } from './portal';

/** A page of the portal that shows something of ours. */
export interface PortalPage {
  name: string;
  path: string;
  /** What is there once the page is complete. */
  sign: (page: Page) => Locator;
  /** What is answered to it instead of what the portal knows. */
  answer?: (page: Page) => Promise<void>;
  /** What is done on it before it is looked at. */
  prepare?: (page: Page) => Promise<void>;
}

const notes = '/catalog/default/api/notes';

/** Every page, and every state of one that has elements of its own. */
export const portalPages: PortalPage[] = [
  {
    name: 'servers',
    path: '/mcp/servers',
    sign: page => page.getByText('drift · 19'),
  },
  {
    name: 'servers, none',
    path: '/mcp/servers?q=nobody-ever-wrote-this',
    sign: page => page.getByText('No server matches'),
  },
  {
    name: 'drawer',
    path: '/mcp/servers?open=default/expense-reports',
    sign: page => page.getByRole('dialog').getByText('not found'),
  },
  {
    name: 'changes, none',
    path: '/mcp/changes?verdict=security&server=api:default/schema-lint',
    sign: page => page.getByText('No change matches'),
  },
  {
    name: 'changes',
    path: '/mcp/changes',
    answer: showDriftedFleet,
    sign: page =>
      page.getByRole('table', { name: 'Input of move_note' }).first(),
    prepare: async page => {
      await page
        .getByRole('button', { name: 'Show all 6 changes' })
        .first()
        .click();
      await page
        .getByRole('button', { name: 'Compare side by side' })
        .first()
        .click();
    },
  },
  {
    name: 'changes, how to subscribe',
    path: '/mcp/changes?verdict=breaking&mine=true',
    answer: showDriftedFleet,
    sign: page => page.getByRole('dialog').getByText('changes.atom'),
    prepare: page => page.getByRole('button', { name: 'Subscribe' }).click(),
  },
  {
    name: 'changes, drawer',
    path: '/mcp/changes?open=default/notes',
    answer: showDriftedFleet,
    sign: page => page.getByRole('dialog').getByText('Jonas Lindqvist'),
  },
  {
    name: 'entity, approval',
    path: `${notes}/mcp-drift`,
    answer: showDriftedFleet,
    sign: page => page.getByRole('region', { name: 'Raw JSON of the server' }),
    prepare: async page => {
      const compare = card(page, 'Approval').getByRole('button', {
        name: 'Compare side by side',
      });
      await compare.last().click();
      await compare.first().click();
      await page.getByRole('table', { name: 'Input of move_note' }).waitFor();
      await card(page, 'Approval')
        .getByRole('button', { name: 'Show raw JSON' })
        .last()
        .click();
      await card(page, 'Approval')
        .getByRole('button', { name: 'Show all decisions' })
        .click();
    },
  },
  {
    name: 'entity, approval dialogue',
    path: `${notes}/mcp-drift`,
    answer: showDriftedFleet,
    sign: page => page.getByText('A reason has at least'),
    prepare: async page => {
      await page.getByRole('button', { name: 'Approve' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: 'Approve' })
        .click();
    },
  },
  {
    name: 'entity, overview',
    path: notes,
    sign: page => page.getByText('Jonas Lindqvist'),
  },
  {
    name: 'entity, overview with gaps',
    path: '/catalog/default/api/feedback-digest',
    sign: page => card(page, 'MCP server').getByText('missing').first(),
  },
  {
    name: 'entity, tools',
    path: `${notes}/mcp-tools`,
    sign: page => page.getByRole('table', { name: 'Input of edit_note' }),
    prepare: async page => {
      await page.getByRole('button').filter({ hasText: 'edit_note' }).click();
      await page
        .getByRole('button')
        .filter({ hasText: 'search_notes' })
        .click();
      await page.getByRole('button', { name: 'Show raw JSON' }).first().click();
    },
  },
  {
    name: 'entity, drift',
    path: '/catalog/default/api/crossed-wires/mcp-drift',
    sign: page => page.getByRole('table', { name: 'Observations' }),
  },
  {
    name: 'entity, drift unknown',
    path: '/catalog/default/api/schema-lint/mcp-drift',
    sign: page => page.getByText('Nobody has talked to the server yet.'),
  },
  {
    name: 'upload tokens',
    path: '/catalog/default/api/schema-lint',
    sign: page => page.getByText('No token was issued yet.'),
    prepare: page =>
      page.getByRole('button', { name: 'Upload tokens' }).click(),
  },
  {
    name: 'person',
    path: '/catalog/default/user/guest',
    sign: page => card(page, 'MCP servers').getByText('Team notes'),
  },
  {
    name: 'team',
    path: '/catalog/default/group/platform',
    sign: page => card(page, 'MCP servers').getByText('Team notes'),
  },
];

/** Opens a page and waits until it is complete. */
export async function openPage(
  page: Page,
  { path, sign, answer, prepare }: PortalPage,
): Promise<void> {
  await answer?.(page);
  await page.goto(path);
  await prepare?.(page);
  await sign(page).waitFor();
}
