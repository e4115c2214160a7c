import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { readServerEntry } from '../entry';
import { Json, Snapshot } from '../snapshot';
import { correctedBlock } from './correctedBlock';
import { declaredDrift } from './declaredDrift';
import { disagreementKinds } from './Disagreement';
import { verbOf } from './toolName';

function entryOf(governance: Json, type = 'streamable-http') {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'crm' },
    spec: {
      type: 'mcp-server',
      owner: 'team',
      lifecycle: 'production',
      remotes: [{ type, url: 'https://mcp.example.com/crm' }],
      governance,
    },
  } as Entity;
  return readServerEntry(entity).entry;
}

function live(tools: Json[], version = '1.0.0'): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'anonymous',
    },
    serverInfo: { name: 'crm', version },
    capabilities: { tools: {} },
    tools: { status: 'listed', items: tools },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'accepted', methods: [] },
  };
}

const search = { name: 'search', annotations: { readOnlyHint: true } };
const agreeing = entryOf({
  version: '1.0.0',
  tools: [{ name: 'search', mutates: false }],
});

describe('declaredDrift', () => {
  it('is in sync where entry and server agree', () => {
    expect(declaredDrift(agreeing, live([search]))).toEqual({
      status: 'in-sync',
      unknown: [],
      disagreements: [],
    });
  });

  it('is unknown without a snapshot, and where tools could not be listed', () => {
    expect(declaredDrift(agreeing, undefined)).toEqual({
      status: 'unknown',
      unknown: ['The server has not been observed yet.'],
      disagreements: [],
    });
    const failed: Snapshot = {
      ...live([]),
      tools: { status: 'failed', error: { kind: 'protocol', message: 'x' } },
    };
    expect(declaredDrift(agreeing, failed)).toEqual({
      status: 'unknown',
      unknown: ['The server’s tools could not be listed.'],
      disagreements: [],
    });
  });

  const cases: Record<
    (typeof disagreementKinds)[number],
    { entry: ReturnType<typeof entryOf>; snapshot: Snapshot; at: string[] }
  > = {
    'tool-not-live': {
      entry: entryOf({ tools: [{ name: 'search', mutates: false }] }),
      snapshot: { ...live([]), tools: { status: 'notAdvertised' } },
      at: ['spec.governance.tools[0]'],
    },
    'tool-not-declared': {
      entry: entryOf({ tools: [] }),
      snapshot: live([search]),
      at: ['spec.governance.tools'],
    },
    'mutates-contradicts-annotations': {
      entry: entryOf({
        tools: [
          { name: 'x', mutates: false },
          { name: 'y', mutates: true, requiresConfirmation: true },
          { name: 'z', mutates: false },
        ],
      }),
      snapshot: live([
        { name: 'x', annotations: { readOnlyHint: false } },
        { name: 'y', annotations: { readOnlyHint: true } },
        { name: 'z', annotations: { destructiveHint: true } },
      ]),
      at: [0, 1, 2].map(i => `spec.governance.tools[${i}].mutates`),
    },
    'mutates-contradicts-name': {
      entry: entryOf({
        tools: [
          { name: 'delete_user', mutates: false },
          { name: 'list_users', mutates: true, requiresConfirmation: true },
        ],
      }),
      snapshot: live([{ name: 'delete_user' }, { name: 'list_users' }]),
      at: [0, 1].map(i => `spec.governance.tools[${i}].mutates`),
    },
    'confirmation-missing': {
      entry: entryOf({
        tools: [
          { name: 'a', mutates: true },
          { name: 'b' },
          { name: 'c', mutates: true, requiresConfirmation: true },
          { name: 'd', mutates: true },
        ],
      }),
      snapshot: live([
        { name: 'a' },
        { name: 'b', annotations: { destructiveHint: true } },
        { name: 'c' },
        { name: 'd', annotations: { destructiveHint: false } },
      ]),
      at: [0, 1].map(i => `spec.governance.tools[${i}].requiresConfirmation`),
    },
    'scope-not-declared': {
      entry: entryOf({
        scopes: ['crm:read'],
        tools: [
          {
            name: 'search',
            mutates: false,
            scopesRequired: ['crm:read', 'crm:admin'],
          },
        ],
      }),
      snapshot: live([search]),
      at: ['spec.governance.tools[0].scopesRequired[1]'],
    },
    'too-many-tools': {
      entry: entryOf({
        tools: Array.from({ length: 11 }, (_, i) => ({
          name: `t${i}`,
          mutates: false,
        })),
      }),
      snapshot: live(Array.from({ length: 11 }, (_, i) => ({ name: `t${i}` }))),
      at: ['spec.governance.tools'],
    },
    'version-differs': {
      entry: entryOf({
        version: '0.9.0',
        tools: [{ name: 'search', mutates: false }],
      }),
      snapshot: live([search]),
      at: ['spec.governance.version'],
    },
    'transport-differs': {
      entry: entryOf({ tools: [{ name: 'search', mutates: false }] }, 'sse'),
      snapshot: live([search]),
      at: ['spec.remotes[0].type'],
    },
  };

  it.each(disagreementKinds)(
    'finds %s, and nothing else, at its field',
    kind => {
      const { entry, snapshot, at } = cases[kind];
      const drift = declaredDrift(entry, snapshot);
      expect(drift.status).toBe('drift');
      expect(drift.disagreements.map(({ kind: k, path }) => [k, path])).toEqual(
        at.map(path => [kind, path]),
      );
      for (const { explanation, mend } of drift.disagreements) {
        expect(explanation).toMatch(/\.$/);
        expect(mend).toMatch(/\.|"$/);
      }
    },
  );

  it('counts a tool once however often the server lists it', () => {
    const drift = declaredDrift(agreeing, live([search, search]));
    expect(drift.disagreements).toEqual([]);
  });
});

describe('correctedBlock', () => {
  it('is what would agree, with a comment on each line that differs', () => {
    const entry = entryOf({
      version: '0.9.0',
      scopes: ['crm:read'],
      tools: [
        { name: 'gone', mutates: false },
        { name: 'delete_user', mutates: false, scopesRequired: ['crm:admin'] },
      ],
    });
    const snapshot = live([search, { name: 'delete_user' }]);
    const block = correctedBlock(entry, snapshot) ?? '';
    expect(block).toBe(`version: 1.0.0 # was 0.9.0
scopes: [crm:read, crm:admin] # added crm:admin
tools:
  - name: delete_user
    mutates: true # was false
    scopesRequired: [crm:admin]
    requiresConfirmation: true # can destroy something
  - name: search # new: listed by the server, not declared
    mutates: false # the server says readOnlyHint: true; confirm
`);
    const corrected = entryOf(parse(block));
    expect(declaredDrift(corrected, snapshot).disagreements).toEqual([]);
  });

  it('is not offered where the tools are unknown', () => {
    expect(correctedBlock(agreeing, undefined)).toBeUndefined();
  });
});

describe('verbOf', () => {
  it.each([
    ['create_flag', 'mutates'],
    ['deleteUser', 'mutates'],
    ['API-post-search', undefined],
    ['rollback_service', 'mutates'],
    ['rollback_status', undefined],
    ['where_is', 'reads'],
    ['list_deletions', 'reads'],
    ['flags', undefined],
    ['', undefined],
  ])('%s → %s', (name, verb) => {
    expect(verbOf(name)).toBe(verb);
  });
});
