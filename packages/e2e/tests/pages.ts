import { Locator, Page } from '@playwright/test';
import { card } from './portal';

/** A page of the portal that shows something of ours. */
export interface PortalPage {
  name: string;
  path: string;
  /** What is there once the page is complete. */
  sign: (page: Page) => Locator;
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
  { path, sign, prepare }: PortalPage,
): Promise<void> {
  await page.goto(path);
  await prepare?.(page);
  await sign(page).waitFor();
}
