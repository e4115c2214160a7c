import { Entity } from '@backstage/catalog-model';
import {
  ServerDetail,
  UploadToken,
} from 'backstage-plugin-mcp-governance-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { detailOf, fakeApi } from '../__testUtils__/fakes';
import { renderOnEntityPage } from '../__testUtils__/renderPlugin';
import { GovernanceApi } from '../api/GovernanceApi';

jest.setTimeout(30_000);

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'lint', namespace: 'default' },
  spec: { type: 'mcp-server' },
};

const remote = {
  ...detailOf('lint').remotes[0],
  type: 'stdio' as const,
  url: 'stdio:@acme/lint',
  health: 'not-observed' as const,
};
const local = (overrides: Partial<typeof remote> = {}): ServerDetail =>
  detailOf('lint', {
    health: 'not-observed',
    remotes: [{ ...remote, ...overrides }],
  });

const tokenOf = (overrides: Partial<UploadToken> = {}): UploadToken => ({
  id: '1',
  name: 'ci',
  status: 'usable',
  createdAt: '2026-11-20T08:00:00.000Z',
  createdBy: 'user:default/guest',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  revokedBy: null,
  ...overrides,
});

/** A backend that keeps tokens as ours does. */
function keeper(tokens: UploadToken[] = []): Partial<GovernanceApi> {
  return {
    getServer: async () => local(),
    listUploadTokens: async () => ({
      items: [...tokens],
      totalItems: tokens.length,
    }),
    issueUploadToken: async (_, { name, expiresAt = null }) => {
      const issued = tokenOf({ id: name, name, expiresAt });
      tokens.unshift(issued);
      return { ...issued, token: 'mcpgu_shown-once' };
    },
    revokeUploadToken: async (_, id) => {
      const index = tokens.findIndex(token => token.id === id);
      tokens[index] = {
        ...tokens[index],
        status: 'revoked',
        revokedAt: '2026-11-20T09:00:00.000Z',
        revokedBy: 'user:default/guest',
      };
      return tokens[index];
    },
  };
}

async function openDialog(api: Partial<GovernanceApi>) {
  renderOnEntityPage({
    entity,
    extension: 'entity-card:mcp-governance/overview',
    api: fakeApi(api),
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Upload tokens' }),
  );
  return screen.findByRole('dialog', { name: /Upload tokens of/ });
}

describe('upload tokens', () => {
  it('are issued, and shown this one time', async () => {
    const api = keeper();
    const issue = jest.spyOn(api as GovernanceApi, 'issueUploadToken');
    const dialog = await openDialog(api);
    expect(
      await within(dialog).findByText('No token was issued yet.'),
    ).toBeVisible();
    const button = within(dialog).getByRole('button', { name: 'Issue token' });
    expect(button).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/Name/), 'nightly');
    await userEvent.click(button);
    expect(
      await within(dialog).findByRole('region', { name: 'Upload token' }),
    ).toHaveTextContent('mcpgu_shown-once');
    const [server, { name, expiresAt }] = issue.mock.calls[0];
    expect(server).toMatchObject({ namespace: 'default', name: 'lint' });
    expect(name).toBe('nightly');
    const days = (Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThan(91);
    expect(
      within(dialog).getByRole('region', { name: 'How to upload a snapshot' }),
    ).toHaveTextContent('--server default/lint');
    const table = within(dialog).getByRole('table');
    expect(await within(table).findByText('nightly')).toBeVisible();
    // One that is revoked at once is no longer offered to be copied.
    await userEvent.click(
      within(table).getByRole('button', { name: 'Revoke nightly' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('mcpgu_shown-once')).not.toBeInTheDocument(),
    );
    await userEvent.type(within(dialog).getByLabelText(/Name/), 'weekly');
    await userEvent.click(button);
    await within(dialog).findByText('mcpgu_shown-once');

    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await userEvent.click(
      screen.getByRole('button', { name: 'Upload tokens' }),
    );
    await screen.findByText('nightly');
    expect(screen.queryByText('mcpgu_shown-once')).not.toBeInTheDocument();
  });

  it('are revoked once that is confirmed', async () => {
    const api = keeper([tokenOf(), tokenOf({ id: '2', name: 'other' })]);
    const revoke = jest.spyOn(api as GovernanceApi, 'revokeUploadToken');
    const dialog = await openDialog(api);
    const row = await within(dialog).findByRole('row', { name: /^ci/ });
    const press = () =>
      userEvent.click(within(row).getByRole('button', { name: 'Revoke ci' }));
    await press();
    const confirm = await screen.findByRole('dialog', { name: 'Revoke “ci”?' });
    await userEvent.click(
      within(confirm).getByRole('button', { name: 'Keep it' }),
    );
    await waitFor(() => expect(confirm).not.toBeInTheDocument());
    expect(revoke).not.toHaveBeenCalled();
    await press();
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Revoke “ci”?' }),
      ).getByRole('button', { name: 'Revoke' }),
    );
    await waitFor(() => expect(row).toHaveTextContent('revoked'));
    expect(revoke.mock.calls.map(([, id]) => id)).toEqual(['1']);
    expect(within(row).queryByRole('button')).not.toBeInTheDocument();
  });

  it('say why one could not be issued', async () => {
    const dialog = await openDialog({
      ...keeper(),
      issueUploadToken: async () => {
        throw new Error('name: there is a token "ci" already');
      },
    });
    await userEvent.type(within(dialog).getByLabelText(/Name/), 'ci');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Issue token' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'name: there is a token "ci" already',
    );
  });

  it('are not offered for a server that the portal looks at itself', async () => {
    renderOnEntityPage({
      entity,
      extension: 'entity-card:mcp-governance/overview',
      api: fakeApi({ getServer: async () => detailOf('lint') }),
    });
    await screen.findByRole('button', { name: 'Look again' });
    expect(
      screen.queryByRole('button', { name: 'Upload tokens' }),
    ).not.toBeInTheDocument();
  });
});

describe('what was uploaded', () => {
  const tools: Partial<GovernanceApi> = {
    listTools: async () => ({
      totalItems: 0,
      items: [],
      listing: { status: 'listed' },
      prompts: { listing: { status: 'not-advertised' }, items: [] },
      resources: { listing: { status: 'not-advertised' }, items: [] },
      resourceTemplates: { listing: { status: 'not-advertised' }, items: [] },
    }),
  };
  const show = (detail: ServerDetail) =>
    renderOnEntityPage({
      entity,
      extension: 'entity-content:mcp-governance/tools',
      api: fakeApi({ ...tools, getServer: async () => detail }),
    });

  it('is said to be so', async () => {
    show(
      local({
        uploadedAt: '2026-11-20T08:00:00.000Z',
        principal: 'uploaded:ci',
      }),
    );
    const notice = await screen.findByText(/Nobody here talked to this server/);
    expect(notice).toHaveTextContent('as uploaded:ci');
  });

  it('is no longer, once the portal saw the server itself', async () => {
    show(
      detailOf('lint', {
        remotes: [
          {
            ...detailOf('lint').remotes[0],
            uploadedAt: '2026-11-20T08:00:00.000Z',
            principal: 'anonymous',
          },
        ],
      }),
    );
    await screen.findByText('No tools');
    expect(
      screen.queryByText(/Nobody here talked to this server/),
    ).not.toBeInTheDocument();
  });
});
