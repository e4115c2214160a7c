import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { detailOf, fakeApi, summaryOf } from '../__testUtils__/fakes';
import { renderPages } from '../__testUtils__/renderPlugin';
import { GovernanceApi } from '../api/GovernanceApi';

jest.setTimeout(30_000);

// jsdom has no layout: the grid is told to draw every column.
jest.mock('@mui/x-data-grid', () => {
  const actual = jest.requireActual('@mui/x-data-grid');
  return {
    ...actual,
    DataGrid: (props: object) => (
      <actual.DataGrid {...props} disableVirtualization />
    ),
  };
});

const page = (
  ...items: ReturnType<typeof summaryOf>[]
): Awaited<ReturnType<GovernanceApi['listServers']>> => ({
  items,
  totalItems: items.length,
});

describe('the page Servers', () => {
  it('shows each server with its standing, gaps as gaps', async () => {
    renderPages({
      path: '/mcp',
      api: fakeApi({
        listServers: async () =>
          page(
            summaryOf('docs'),
            summaryOf('odd', {
              owner: null,
              status: null,
              purpose: null,
              health: 'unreachable',
              healthReason: 'the connection was refused',
              tools: { count: null, mutating: null },
              drift: { status: 'drift', count: 3, kinds: {} },
              approval: { status: 're-approval-needed', material: 2 },
            }),
          ),
      }),
    });
    const docs = (await screen.findByText('The docs server')).closest(
      '[role=row]',
    ) as HTMLElement;
    expect(within(docs).getByText('healthy')).toBeInTheDocument();
    expect(within(docs).getByText('in sync')).toBeInTheDocument();
    expect(docs).toHaveTextContent('1 mutate');
    const odd = screen
      .getByText('The odd server')
      .closest('[role=row]') as HTMLElement;
    expect(within(odd).getByText('unreachable')).toBeInTheDocument();
    expect(within(odd).getByText('drift · 3')).toBeInTheDocument();
    expect(within(odd).getByText('re-approval needed')).toBeInTheDocument();
    expect(within(docs).queryByText('never approved')).not.toBeInTheDocument();
    expect(within(odd).getAllByText('missing')).toHaveLength(2);
    expect(within(odd).getByText('no purpose stated')).toBeInTheDocument();
  });

  it('shows a team that is only an e-mail address as what it is', async () => {
    renderPages({
      path: '/mcp',
      api: fakeApi({
        listServers: async () =>
          page(summaryOf('docs', { owner: 'docs@example.com' })),
      }),
    });
    const team = await screen.findByText(
      'docs@example.com (not a group of the catalog)',
    );
    expect(team.closest('a')).toBeNull();
  });

  it('keeps filters, sort, page and drawer in the URL and asks the backend for exactly that', async () => {
    const listServers = jest.fn(async () => page(summaryOf('docs')));
    renderPages({
      path: '/mcp/servers?q=owner&health=degraded&health=unreachable&approval=re-approval-needed&mine=true&sort=health&order=desc&page=3&pageSize=50&open=default/docs',
      api: fakeApi({ listServers, getServer: async () => detailOf('docs') }),
    });
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('The docs server')).toBeVisible();
    expect(listServers).toHaveBeenCalledWith({
      q: 'owner',
      health: ['degraded', 'unreachable'],
      mine: true,
      owner: undefined,
      domain: undefined,
      status: undefined,
      drift: undefined,
      approval: ['re-approval-needed'],
      sort: 'health',
      order: 'desc',
      limit: 50,
      offset: 100,
    });
  });

  it('searches once the typing pauses', async () => {
    const listServers = jest.fn(async () => page());
    renderPages({ path: '/mcp/servers', api: fakeApi({ listServers }) });
    await screen.findByText('No MCP server is registered yet');
    await userEvent.type(
      screen.getByLabelText('Search servers and tools'),
      'find owner',
    );
    await waitFor(() =>
      expect(listServers).toHaveBeenLastCalledWith(
        expect.objectContaining({ q: 'find owner', offset: 0 }),
      ),
    );
    expect(listServers.mock.calls.length).toBeLessThan(4);
    // Not by role: jsdom cannot compute the styles of the grid around it.
    await userEvent.click(await screen.findByText('Show all servers'));
    expect(
      await screen.findByText('No MCP server is registered yet'),
    ).toBeInTheDocument();
  });

  it('says what failed and tries again', async () => {
    let isDown = true;
    renderPages({
      path: '/mcp/servers',
      api: fakeApi({
        listServers: async () => {
          if (isDown) {
            throw new Error('The backend is asleep');
          }
          return page(summaryOf('docs'));
        },
      }),
    });
    expect(
      await screen.findByText('The backend is asleep', undefined, {
        timeout: 5_000,
      }),
    ).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The docs server')).toBeInTheDocument();
  });

  it('lists entries that were rejected, with message and source', async () => {
    renderPages({
      path: '/mcp/servers',
      api: fakeApi({
        listRejectedEntries: async () => ({
          totalItems: 1,
          items: [
            {
              entityRef: 'api:default/broken',
              location: 'url:https://git.example.com/x/catalog-info.yaml',
              messages: ['spec.governance.status: found "activ"'],
              isInCatalog: false,
              firstSeenAt: '2026-11-20T08:00:00.000Z',
              lastSeenAt: '2026-11-20T08:00:00.000Z',
            },
          ],
        }),
      }),
    });
    await userEvent.click(
      await screen.findByText(/One entry was rejected by the catalog/),
    );
    expect(
      await screen.findByText('spec.governance.status: found "activ"'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /catalog-info.yaml/ }),
    ).toHaveAttribute('href', 'https://git.example.com/x/catalog-info.yaml');
  });
});
