import { Entity } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { detailOf, fakeApi, summaryOf } from '../__testUtils__/fakes';
import { changeOf, entryOf } from '../__testUtils__/changes';
import { renderOnEntityPage } from '../__testUtils__/renderPlugin';
import { GovernanceApi } from '../api/GovernanceApi';

jest.setTimeout(30_000);

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'docs', namespace: 'default' },
  spec: { type: 'mcp-server' },
};

describe('the page of an MCP server', () => {
  it('says on the overview card what is known, what is missing and what is wrong with the entry', async () => {
    renderOnEntityPage({
      entity,
      extension: 'entity-card:mcp-governance/overview',
      api: fakeApi({
        getServer: async () =>
          detailOf('docs', {
            warnings: ['spec.governance.colour: unknown field, ignored'],
            rejection: {
              messages: ['spec.governance.scopes: found 7'],
              lastSeenAt: '2026-11-20T08:00:00.000Z',
            },
            governance: {
              useWhen: ['A question is about documents.'],
              auth: { method: 'sso', issuer: 'https://sso.example.com' },
              ownership: {
                primary: 'user:default/gone',
                secondary: 'bob@example.com',
              },
            },
          }),
      }),
    });
    const card = await screen.findByText('What docs is for.');
    expect(card).toBeInTheDocument();
    expect(screen.getByText('spec.governance.scopes: found 7')).toBeVisible();
    expect(
      screen.getByText('spec.governance.colour: unknown field, ignored'),
    ).toBeVisible();
    expect(screen.getByText('A question is about documents.')).toBeVisible();
    expect(
      screen.getByText(/bob@example.com \(not a user of the catalog\)/),
    ).toBeVisible();
    // The catalog of this test holds nobody.
    expect(await screen.findByText('not found')).toBeVisible();
    // On-call, avoid-when and version are gaps.
    expect(screen.getAllByText('missing').length).toBe(3);
  });

  it('shows tools with parameters as a table and the raw JSON behind a toggle', async () => {
    renderOnEntityPage({
      entity,
      extension: 'entity-content:mcp-governance/tools',
      api: fakeApi({
        listTools: async () => ({
          totalItems: 2,
          listing: { status: 'listed' },
          prompts: { listing: { status: 'listed' }, items: [{ name: 'ask' }] },
          resources: { listing: { status: 'not-advertised' }, items: [] },
          resourceTemplates: {
            listing: { status: 'not-advertised' },
            items: [],
          },
          items: [
            {
              name: 'find_page',
              description: 'Finds a page.',
              isDeclared: true,
              isLive: true,
              mutates: { value: false, basis: 'declared' },
              scopesRequired: ['docs:read'],
              systems: [],
              inputSchema: {
                type: 'object',
                required: ['query'],
                properties: {
                  query: { type: 'string', description: 'Words.' },
                },
              },
            },
            {
              name: 'wipe',
              isDeclared: false,
              isLive: true,
              mutates: { value: true, basis: 'default' },
              scopesRequired: [],
              systems: [],
            },
          ],
        }),
      }),
    });
    await userEvent.click(await screen.findByText('find_page'));
    const table = await screen.findByRole('table', {
      name: 'Input of find_page',
    });
    expect(within(table).getByText('query')).toBeVisible();
    expect(within(table).getByText('required')).toBeVisible();
    expect(screen.getByText('docs:read')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show raw JSON' }),
    );
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(screen.getByText('not declared')).toBeVisible();
    expect(screen.getByText('mutates · assumed')).toBeVisible();
    expect(screen.getByText('ask')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Search tools'), 'nothing');
    expect(screen.getByText('No tool matches “nothing”')).toBeVisible();
  });

  it('shows each disagreement with its line, the block to copy and what changed', async () => {
    const listServerChanges: GovernanceApi['listServerChanges'] = async (
      _,
      { verdict },
    ) =>
      verdict
        ? { items: [], totalItems: 0 }
        : {
            totalItems: 1,
            items: [
              entryOf('1', {
                changes: [
                  changeOf('required-argument-added', {
                    explanation: 'It asks for author.',
                  }),
                ],
              }),
            ],
          };
    const exportChangelog = jest.fn(async () => new Blob(['# Changes']));
    URL.createObjectURL = jest.fn(() => 'blob:x');
    URL.revokeObjectURL = jest.fn();
    renderOnEntityPage({
      entity,
      extension: 'entity-content:mcp-governance/drift',
      api: fakeApi({
        getServer: async () => detailOf('docs'),
        getDrift: async () => ({
          status: 'drift',
          unknown: [],
          observedAt: '2026-11-20T08:00:00.000Z',
          correctedBlock: 'version: 2.0.0 # was 1.0.0\n',
          disagreements: [
            {
              kind: 'version-differs',
              subject: 'server',
              path: 'spec.governance.version',
              declared: '1.0.0',
              live: '2.0.0',
              explanation: 'The entry describes version 1.0.0.',
              mend: 'Set version: "2.0.0".',
              source: { file: 'docs/catalog-info.yaml', line: 12, column: 5 },
            },
          ],
        }),
        listSnapshots: async () => ({
          totalItems: 1,
          items: [
            {
              hash: 'sha256.v1:22222222ff',
              serverVersion: '2.0.0',
              firstSeenAt: '2026-11-20T08:00:00.000Z',
              remote: { type: 'streamable-http', url: 'https://x' },
              era: 'modern',
              protocolVersion: '2026-07-28',
              principal: 'anonymous',
              unknown: [],
            },
          ],
        }),
        listServerChanges,
        exportChangelog,
        listObservations: async () => ({
          totalItems: 1,
          items: [
            {
              observedAt: '2026-11-20T08:00:00.000Z',
              remote: { type: 'streamable-http', url: 'https://x' },
              outcome: 'failed',
              durationMs: 12,
              trigger: 'schedule',
              failure: { kind: 'refused', message: 'refused' },
            },
          ],
        }),
      }),
    });
    expect(
      await screen.findByText('The entry describes version 1.0.0.'),
    ).toBeVisible();
    expect(screen.getByText(/at docs\/catalog-info.yaml:12:5/)).toBeVisible();
    expect(screen.getByText('Corrected block')).toBeVisible();
    expect(await screen.findByText('It asks for author.')).toBeVisible();
    expect(await screen.findByLabelText('From snapshot')).toHaveDisplayValue(
      /\(latest\) · 2\.0\.0 · 22222222/,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Changelog (Markdown)' }),
    );
    expect(exportChangelog).toHaveBeenCalledWith(
      { namespace: 'default', name: 'docs' },
      { from: 'sha256.v1:22222222ff', to: 'sha256.v1:22222222ff' },
    );
    await userEvent.click(screen.getByRole('combobox', { name: 'Verdict' }));
    await userEvent.click(screen.getByRole('option', { name: 'security' }));
    expect(await screen.findByText('No change has this verdict')).toBeVisible();
    expect(await screen.findByText('12 ms')).toBeVisible();
  });

  it('looks again, shows how far it is and says what came of it', async () => {
    let state: 'idle' | 'queued' | 'running' = 'idle';
    const lookAgain = jest.fn(async () => {
      state = 'running';
      return { state };
    });
    renderOnEntityPage({
      entity,
      extension: 'entity-card:mcp-governance/overview',
      api: fakeApi({
        lookAgain,
        getServer: async () => detailOf('docs', { look: { state } }),
      }),
    });
    const button = await screen.findByRole('button', { name: 'Look again' });
    await userEvent.click(button);
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Looking at the server …',
    );
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
    state = 'idle';
    await screen.findByRole('button', { name: 'Look again' });
    expect(
      await screen.findByText(/was looked at: healthy/, undefined, {
        timeout: 5_000,
      }),
    ).toBeInTheDocument();
    expect(button).toHaveAttribute('aria-disabled', 'false');
    expect(lookAgain).toHaveBeenCalledTimes(1);
  });

  it('shows on a team’s page what it answers for', async () => {
    const listServers = jest.fn(async () => ({
      items: [summaryOf('docs')],
      totalItems: 1,
    }));
    renderOnEntityPage({
      extension: 'entity-card:mcp-governance/answered-servers',
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'platform' },
        spec: { type: 'team', children: [] },
      },
      api: fakeApi({ listServers }),
    });
    expect(await screen.findByText('The docs server')).toBeVisible();
    expect(listServers).toHaveBeenCalledWith(
      expect.objectContaining({ answersFor: 'group:default/platform' }),
    );
  });
});
