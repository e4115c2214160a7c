import { Json, Snapshot } from '../snapshot';
import { ApprovalSubject, approvalStanding } from './approvalStanding';

function subject(
  tools: Json[],
  governance: ApprovalSubject['governance'] = {},
): ApprovalSubject {
  const snapshot: Snapshot = {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'anonymous',
    },
    serverInfo: { name: 'x', version: '1' },
    capabilities: { tools: {} },
    tools: { status: 'listed', items: tools },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'accepted', methods: [] },
  };
  return { snapshot, governance };
}

const find = (description: string): Json => ({
  name: 'find',
  description,
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
});
const first = subject([find('Finds.')]);
const reworded = subject([find('Finds people.')]);
const without = subject([]);
const noisy = subject([
  {
    ...(find('Finds.') as object),
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
    },
  },
]);

describe('approvalStanding', () => {
  it('says nothing of what was never observed', () => {
    expect(approvalStanding(undefined, {})).toEqual({
      status: 'unknown',
      changes: [],
      material: 0,
    });
    expect(approvalStanding(undefined, { baseline: first }).status).toBe(
      'unknown',
    );
  });

  it('knows what was never approved', () => {
    expect(approvalStanding(first, {})).toEqual({
      status: 'never-approved',
      changes: [],
      material: 0,
    });
  });

  it('keeps an approval through what is not material, and lists it', () => {
    const standing = approvalStanding(reworded, { baseline: first });
    expect(standing).toMatchObject({ status: 'approved', material: 0 });
    expect(standing.changes.map(({ verdict }) => verdict)).toEqual([
      'behavioural',
    ]);
  });

  it('asks for approval of what is material, in the server or in its entry', () => {
    expect(approvalStanding(without, { baseline: first })).toMatchObject({
      status: 're-approval-needed',
      material: 1,
      changes: [{ verdict: 'breaking', subject: 'tool:find' }],
    });
    const widened = { ...first, governance: { scopes: ['crm:write'] } };
    expect(approvalStanding(widened, { baseline: first })).toMatchObject({
      status: 're-approval-needed',
      material: 1,
      changes: [{ kind: 'scope-added' }],
    });
  });

  it('lists the worst first, whether the server or its entry changed', () => {
    const { changes } = approvalStanding(
      {
        ...reworded,
        governance: { tools: [{ name: 'find' }] },
      },
      {
        baseline: {
          ...first,
          governance: { tools: [{ name: 'find', requiresConfirmation: true }] },
        },
      },
    );
    expect(changes.map(({ verdict }) => verdict)).toEqual([
      'security',
      'behavioural',
    ]);
  });

  it('keeps to a rejection until more than noise changes', () => {
    const rejection = { subject: without, material: 1 };
    const status = (latest: ApprovalSubject, baseline?: ApprovalSubject) =>
      approvalStanding(latest, { baseline, rejection }).status;
    expect(status(without, first)).toBe('rejected');
    expect(status(without)).toBe('rejected');
    // Back to what was approved, it is approved; on to something else, it is open.
    expect(status(first, first)).toBe('approved');
    expect(status(subject([find('x'), find('y')]), first)).toBe(
      're-approval-needed',
    );
    expect(status(first)).toBe('never-approved');
    const ofFirst = { subject: first, material: 1 };
    expect(
      approvalStanding(noisy, { baseline: without, rejection: ofFirst }).status,
    ).toBe('rejected');
  });

  it('does not restore by itself an approval that was withdrawn', () => {
    const rejection = { subject: first, material: 0 };
    const status = (latest: ApprovalSubject) =>
      approvalStanding(latest, { baseline: first, rejection }).status;
    expect(status(first)).toBe('rejected');
    expect(status(reworded)).toBe('rejected');
    expect(status(without)).toBe('re-approval-needed');
  });
});
