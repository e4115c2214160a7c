import {
  Change,
  ChangeKind,
  ChangeLogEntry,
  Decision,
  Json,
  Snapshot,
  changeRules,
  severityOf,
} from 'backstage-plugin-mcp-governance-common';

/** A change of some kind, judged by its rule, complete unless overridden. */
export function changeOf(
  kind: ChangeKind,
  overrides: Partial<Change> = {},
): Change {
  const { verdict, title } = changeRules[kind];
  return {
    kind,
    subject: 'tool:add_note',
    path: '',
    before: null,
    after: null,
    verdict,
    severity: severityOf[verdict],
    explanation: title,
    ...overrides,
  };
}

/** An entry of a change log, as breaking as its first change. */
export function entryOf(
  id: string,
  overrides: Partial<ChangeLogEntry> = {},
): ChangeLogEntry {
  const changes = overrides.changes ?? [changeOf('required-argument-added')];
  return {
    id,
    at: '2026-11-20T08:00:00.000Z',
    entityRef: 'api:default/notes',
    namespace: 'default',
    name: 'notes',
    title: 'Team notes',
    owner: 'group:default/platform',
    cause: 'snapshot',
    remote: 'https://mcp.example.com/notes',
    before: 'sha256.v1:11111111ff',
    after: 'sha256.v1:22222222ff',
    verdict: changes[0].verdict,
    severity: changes[0].severity,
    counts: { [changes[0].verdict]: changes.length },
    changes,
    ...overrides,
  };
}

/** What somebody decided, complete unless overridden. */
export function decisionOf(overrides: Partial<Decision> = {}): Decision {
  return {
    id: 'decision-1',
    decision: 'approved',
    pair: { snapshot: 'sha256.v1:11111111ff', entryRevision: '3333333300' },
    by: 'user:default/guest',
    at: '2026-11-01T08:00:00.000Z',
    reason: 'Looked at by the platform team.',
    counts: {},
    ...overrides,
  };
}

/** What a server with these tools answers. */
export function snapshotOf(tools: Json[]): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'anonymous',
    },
    serverInfo: { name: 'notes', version: '0.9.0' },
    capabilities: {},
    tools: { status: 'listed', items: tools },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'refused', httpStatus: 401 },
  };
}
