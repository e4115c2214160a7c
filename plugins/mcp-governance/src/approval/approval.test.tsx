import { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Approval } from 'backstage-plugin-mcp-governance-common';
import { changeOf, decisionOf, snapshotOf } from '../__testUtils__/changes';
import { approvalOf, detailOf, fakeApi } from '../__testUtils__/fakes';
import { renderOnEntityPage } from '../__testUtils__/renderPlugin';
import { GovernanceApi } from '../api/GovernanceApi';

jest.setTimeout(30_000);

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'notes', namespace: 'default' },
  spec: { type: 'mcp-server' },
};

const drifted = approvalOf({
  status: 're-approval-needed',
  baseline: decisionOf(),
  lastDecision: decisionOf(),
  material: 1,
  changes: [
    changeOf('required-argument-added', { explanation: 'It asks for author.' }),
    changeOf('tool-description-changed', { explanation: 'Other words.' }),
    changeOf('system-added', {
      subject: 'entry',
      explanation: 'It reaches a further system.',
    }),
  ],
  informs: ['group:default/platform', 'security@example.com'],
});

function renderApproval(
  approval: Approval,
  known: Partial<GovernanceApi> = {},
) {
  renderOnEntityPage({
    entity,
    extension: 'entity-content:mcp-governance/drift',
    api: fakeApi({
      getServer: async () => detailOf('notes'),
      getDrift: async () => ({
        status: 'in-sync',
        unknown: [],
        disagreements: [],
      }),
      listSnapshots: async () => ({ items: [], totalItems: 0 }),
      listObservations: async () => ({ items: [], totalItems: 0 }),
      getApproval: async () => approval,
      getSnapshot: async (_, hash) => {
        const isOld = hash.includes('1111');
        return snapshotOf([
          {
            name: 'add_note',
            description: isOld ? 'Writes.' : 'Writes and signs.',
            annotations: { destructiveHint: !isOld },
            inputSchema: {
              type: 'object',
              required: isOld ? ['title'] : ['title', 'author'],
              properties: {
                title: { type: 'string', maxLength: isOld ? 200 : 100 },
                text: { type: 'string' },
                ...(!isOld && {
                  author: { type: 'string', description: 'Who signs.' },
                }),
              },
            },
          },
        ]);
      },
      ...known,
    }),
  });
}

const dialogOf = async (word: string) => {
  await userEvent.click(await screen.findByRole('button', { name: word }));
  return screen.findByRole('dialog', {
    name: `${word} what The notes server answers now`,
  });
};

describe('the approval of a server', () => {
  it('says who approved what and why, and shows each tool beside what it was', async () => {
    renderApproval(drifted);
    expect(await screen.findByText('re-approval needed · 1')).toBeVisible();
    expect(screen.getByText(/“Looked at by the platform team.”/)).toBeVisible();
    expect(
      screen.getByText(/1 of 3 changes since the baseline is material/),
    ).toBeVisible();
    const line = screen.getByText('It asks for author.').closest('li');
    expect(line).toHaveTextContent('breaking');
    expect(line).toHaveTextContent('material');
    expect(
      screen.getByText('Other words.').closest('li'),
    ).not.toHaveTextContent('material');
    // A new system is material whatever its verdict.
    expect(
      screen.getByText('It reaches a further system.').closest('li'),
    ).toHaveTextContent('behaviouralmaterial');

    const table = await screen.findByRole('table', {
      name: 'Input of add_note',
    });
    const rows = within(table).getAllByRole('row');
    const row = (name: string) =>
      rows
        .filter(candidate =>
          within(candidate).queryByRole('rowheader', {
            name: new RegExp(`${name}$`),
          }),
        )
        .map(({ textContent }) => textContent);
    expect(row('author')).toEqual([expect.stringContaining('+')]);
    expect(row('title').join()).toContain('up to 200 characters');
    expect(row('title').join()).toContain('up to 100 characters');
    expect(row('text')).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 1 equal parameter' }),
    );
    expect(within(table).getByText('text')).toBeVisible();
    expect(
      screen.getByRole('table', { name: 'Other fields of add_note' }),
    ).toHaveTextContent('annotations.destructiveHint−false+true');

    await userEvent.click(
      screen.getByRole('button', { name: 'Show raw JSON' }),
    );
    expect(
      screen.getByRole('region', { name: 'Raw JSON of add_note' }),
    ).toHaveTextContent('+ "destructiveHint": true');
  });

  it('asks for a reason, says who will be told, and decides about what was shown', async () => {
    const decide = jest.fn(async () => {});
    renderApproval(drifted, { decide });
    const dialog = await dialogOf('Approve');
    expect(dialog).toHaveTextContent('breaking · 1');
    expect(dialog).toHaveTextContent('behavioural · 2');
    expect(dialog).toHaveTextContent('platform, security@example.com');
    const submit = within(dialog).getByRole('button', { name: 'Approve' });
    await userEvent.click(submit);
    expect(dialog).toHaveTextContent('A reason has at least 10 characters');
    expect(decide).not.toHaveBeenCalled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      '  Callers name an author already. ',
    );
    await userEvent.click(submit);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(decide).toHaveBeenCalledWith(
      { namespace: 'default', name: 'notes' },
      {
        decision: 'approved',
        pair: { snapshot: 'sha256.v1:22222222ff', entryRevision: '4444444400' },
        reason: 'Callers name an author already.',
      },
    );
  });

  it('keeps the reason when something changed meanwhile, and shows what is live now', async () => {
    const current = {
      approval: drifted,
      decide: async (): Promise<void> => {
        throw new ConflictError('The server answers otherwise since then.');
      },
    };
    const decide = jest.fn((..._: Parameters<GovernanceApi['decide']>) =>
      current.decide(),
    );
    renderApproval(drifted, {
      decide,
      getApproval: async () => current.approval,
    });
    const dialog = await dialogOf('Reject');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Nobody told us of this.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );
    expect(
      await within(dialog).findByText(
        /The server answers otherwise since then/,
      ),
    ).toBeVisible();
    current.approval = {
      ...drifted,
      latest: {
        snapshot: 'sha256.v1:55555555ff',
        entryRevision: '4444444400',
        observedAt: '2026-11-20T09:00:00.000Z',
      },
      changes: [changeOf('tool-removed')],
    };
    current.decide = async () => {};
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Load what is live now' }),
    );
    expect(await within(dialog).findByText('55555555')).toBeVisible();
    await waitFor(() =>
      expect(dialog).not.toHaveTextContent('answers otherwise since'),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(decide).toHaveBeenLastCalledWith(
      expect.anything(),
      expect.objectContaining({
        pair: { snapshot: 'sha256.v1:55555555ff', entryRevision: '4444444400' },
        reason: 'Nobody told us of this.',
      }),
    );
  });

  it('says why a decision failed and keeps the dialogue', async () => {
    renderApproval(drifted, {
      decide: async () => {
        throw new Error('The database is asleep');
      },
    });
    const dialog = await dialogOf('Approve');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Looked at it with care.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(dialog).findByText('The database is asleep'),
    ).toBeVisible();
    expect(within(dialog).getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'Looked at it with care.',
    );
  });

  it('does not let somebody decide who may not, and says why', async () => {
    renderApproval({
      ...drifted,
      cannotDecide: 'You changed the entry yourself.',
    });
    const button = await screen.findByRole('button', { name: 'Approve' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(
      screen.getByText('You cannot decide: You changed the entry yourself.'),
    ).toBeVisible();
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('has nothing to approve twice, and lets an approval be withdrawn', async () => {
    const { pair } = decisionOf();
    renderApproval({
      ...drifted,
      status: 'approved',
      changes: [],
      material: 0,
      latest: { ...pair, observedAt: '2026-11-20T08:00:00.000Z' },
    });
    expect(
      await screen.findByText('What is live is what was approved.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Approve' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const dialog = await dialogOf('Reject');
    expect(dialog).toHaveTextContent('no change since the baseline');
  });

  it.each([
    [
      'never approved',
      approvalOf(),
      /Nobody has approved anything of this server yet/,
    ],
    [
      'unknown',
      approvalOf({ status: 'unknown', latest: null }),
      /Nothing was observed yet.*the connection was refused/,
    ],
    [
      'rejected',
      approvalOf({
        status: 'rejected',
        lastDecision: decisionOf({
          decision: 'rejected',
          reason: 'Too wide a scope.',
        }),
      }),
      /looked at and rejected/,
    ],
  ])('explains what %s means', async (word, approval, sentence) => {
    renderApproval(approval, {
      getServer: async () =>
        detailOf('notes', { healthReason: 'the connection was refused' }),
    });
    expect(await screen.findByText(sentence)).toBeVisible();
    const card = screen.getByText(sentence).parentElement as HTMLElement;
    expect(within(card).getByText(word)).toBeVisible();
  });

  it('lists every decision on request', async () => {
    renderApproval(drifted, {
      listDecisions: async () => ({
        totalItems: 2,
        items: [
          decisionOf(),
          decisionOf({
            id: 'decision-0',
            decision: 'rejected',
            reason: 'No owner was named.',
            counts: { breaking: 2 },
          }),
        ],
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all decisions' }),
    );
    const list = await screen.findByRole('list', { name: 'Decisions' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(list).toHaveTextContent('No owner was named.');
    expect(list).toHaveTextContent('Decided about: 2 breaking');
  });
});
