import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { changeOf, entryOf, snapshotOf } from '../__testUtils__/changes';
import { detailOf, fakeApi } from '../__testUtils__/fakes';
import { renderPages } from '../__testUtils__/renderPlugin';
import { GovernanceApi } from '../api/GovernanceApi';

jest.setTimeout(30_000);

const two = entryOf('1', {
  verdict: 'breaking',
  counts: { breaking: 1, compatible: 1 },
  changes: [
    changeOf('required-argument-added', {
      explanation: 'add_note asks for a new argument, author.',
    }),
    changeOf('server-version-changed', {
      subject: 'server',
      explanation: 'The version changed.',
    }),
  ],
});

describe('the page Changes', () => {
  it('says of each entry whose it is, what it means and what changed', async () => {
    renderPages({
      path: '/mcp/changes',
      api: fakeApi({
        listChanges: async () => ({ items: [two], totalItems: 1 }),
        getSnapshot: async (_, hash) =>
          snapshotOf([
            {
              name: 'add_note',
              description: hash.includes('1111') ? 'Old.' : 'New.',
              inputSchema: {
                type: 'object',
                required: hash.includes('1111') ? [] : ['author'],
                properties: hash.includes('1111')
                  ? {}
                  : { author: { type: 'string' } },
              },
            },
          ]),
      }),
    });
    const entry = (await screen.findByText('Team notes')).closest(
      'li',
    ) as HTMLElement;
    expect(
      within(entry).getByRole('link', { name: 'Team notes' }),
    ).toHaveAttribute('href', '/catalog/default/api/notes/mcp-drift');
    expect(within(entry).getByText('breaking')).toBeVisible();
    expect(within(entry).getByText('platform')).toBeVisible();
    expect(entry).toHaveTextContent('the server answered otherwise');
    expect(entry).toHaveTextContent('1 breaking, 1 compatible');
    expect(
      within(entry).getByText('add_note asks for a new argument, author.'),
    ).toBeVisible();
    expect(screen.queryByText('The version changed.')).not.toBeInTheDocument();

    await userEvent.click(
      within(entry).getByRole('button', { name: 'Show all 2 changes' }),
    );
    expect(screen.getByText('The server as a whole')).toBeVisible();
    expect(screen.getByText('The version changed.')).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Compare side by side' })[0],
    );
    const table = await screen.findByRole('table', {
      name: 'Input of add_note',
    });
    expect(table).toHaveTextContent('author');
    expect(table).toHaveTextContent('required');
    expect(
      screen.getByRole('region', { name: 'Description of add_note' }),
    ).toHaveTextContent('−Old.+New.');
  });

  it('keeps filters and drawer in the URL and asks the backend for exactly that', async () => {
    const listChanges = jest.fn(async () => ({ items: [two], totalItems: 1 }));
    renderPages({
      path: '/mcp/changes?verdict=security&verdict=breaking&owner=group:default/platform&server=api:default/notes&mine=true&from=2026-11-01&to=nonsense&open=default/notes',
      api: fakeApi({ listChanges, getServer: async () => detailOf('notes') }),
    });
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('The notes server')).toBeVisible();
    expect(listChanges).toHaveBeenCalledWith(
      {
        verdict: ['security', 'breaking'],
        owner: ['group:default/platform'],
        server: ['api:default/notes'],
        mine: true,
        from: '2026-11-01',
        to: undefined,
      },
      { limit: 25 },
    );
  });

  it('reads on where the last part ended', async () => {
    const listChanges: GovernanceApi['listChanges'] = async (_, { cursor }) =>
      cursor
        ? { items: [entryOf('2', { title: 'Older' })], totalItems: 2 }
        : { items: [two], totalItems: 2, nextCursor: 'more' };
    renderPages({ path: '/mcp/changes', api: fakeApi({ listChanges }) });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older (1)' }),
    );
    expect(await screen.findByText('Older')).toBeVisible();
    expect(screen.getByText('Team notes')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Show older/ }),
    ).not.toBeInTheDocument();
  });

  it('narrows by verdict, and leads out of a filter that nothing matches', async () => {
    const listChanges = jest.fn<
      ReturnType<GovernanceApi['listChanges']>,
      Parameters<GovernanceApi['listChanges']>
    >(async ({ verdict }) =>
      verdict ? { items: [], totalItems: 0 } : { items: [two], totalItems: 1 },
    );
    renderPages({ path: '/mcp/changes', api: fakeApi({ listChanges }) });
    await screen.findByText('Team notes');
    await userEvent.click(screen.getByRole('combobox', { name: 'Verdict' }));
    await userEvent.click(screen.getByRole('option', { name: 'security' }));
    expect(await screen.findByText('No change matches')).toBeVisible();
    expect(listChanges).toHaveBeenLastCalledWith(
      expect.objectContaining({ verdict: ['security'] }),
      { limit: 25 },
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all changes' }),
    );
    expect(await screen.findByText('Team notes')).toBeVisible();
  });

  it('says what is missing where nothing changed yet, and what failed', async () => {
    let isDown = true;
    renderPages({
      path: '/mcp/changes',
      api: fakeApi({
        listChanges: async () => {
          if (isDown) {
            throw new Error('The backend is asleep');
          }
          return { items: [], totalItems: 0 };
        },
      }),
    });
    expect(
      await screen.findByText('The backend is asleep', undefined, {
        timeout: 5_000,
      }),
    ).toBeVisible();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing changed yet')).toBeVisible();
  });

  it('gives the address of the feed with the same filters, and says what it takes', async () => {
    const feedAddress = jest.fn(
      async () => 'https://portal.example.com/changes.atom?verdict=breaking',
    );
    renderPages({
      path: '/mcp/changes?verdict=breaking',
      api: fakeApi({ feedAddress }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Subscribe' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Subscribe to these changes',
    });
    expect(
      await within(dialog).findByText(
        'https://portal.example.com/changes.atom?verdict=breaking',
      ),
    ).toBeVisible();
    expect(dialog).toHaveTextContent('has to send a token');
    expect(feedAddress).toHaveBeenCalledWith(
      expect.objectContaining({ verdict: ['breaking'] }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });
});
