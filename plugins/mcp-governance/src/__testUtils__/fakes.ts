import {
  Approval,
  ServerDetail,
  ServerSummary,
} from 'backstage-plugin-mcp-governance-common';
import { GovernanceApi } from '../api/GovernanceApi';

/** A server as the backend shows it, complete unless overridden. */
export function summaryOf(
  name: string,
  overrides: Partial<ServerSummary> = {},
): ServerSummary {
  return {
    entityRef: `api:default/${name}`,
    namespace: 'default',
    name,
    title: `The ${name} server`,
    purpose: `What ${name} is for.`,
    owner: 'group:default/platform',
    system: null,
    domain: 'docs',
    status: 'active',
    lifecycle: 'production',
    origin: 'internal',
    transport: 'streamable-http',
    health: 'healthy',
    healthReason: null,
    tools: { count: 4, mutating: 1 },
    drift: { status: 'in-sync', count: 0, kinds: {} },
    approval: { status: 'never-approved', material: 0 },
    lastObservedAt: '2026-11-20T08:00:00.000Z',
    audit: { status: 'due', explanation: 'No audit is on record.' },
    ...overrides,
  };
}

export function detailOf(
  name: string,
  overrides: Partial<ServerDetail> = {},
): ServerDetail {
  return {
    ...summaryOf(name),
    governance: {},
    remotes: [
      {
        type: 'streamable-http',
        url: `https://mcp.example.com/${name}`,
        isFace: true,
        health: 'healthy',
        healthReason: null,
        lastObservedAt: '2026-11-20T08:00:00.000Z',
        uploadedAt: null,
        era: 'legacy',
        protocolVersion: '2025-11-25',
        principal: null,
      },
    ],
    missing: [],
    warnings: [],
    look: { state: 'idle' },
    ...overrides,
  };
}

/** A server of which nothing was approved, complete unless overridden. */
export function approvalOf(overrides: Partial<Approval> = {}): Approval {
  return {
    status: 'never-approved',
    baseline: null,
    lastDecision: null,
    latest: {
      snapshot: 'sha256.v1:22222222ff',
      entryRevision: '4444444400',
      observedAt: '2026-11-20T08:00:00.000Z',
    },
    changes: [],
    material: 0,
    cannotDecide: null,
    informs: [],
    ...overrides,
  };
}

/** An API that knows what it is told, and fails loudly where it was told nothing. */
export function fakeApi(known: Partial<GovernanceApi> = {}): GovernanceApi {
  const unknown = (method: string) => () =>
    Promise.reject(new Error(`${method} was not expected to be called`));
  return {
    listServers: async () => ({ items: [], totalItems: 0 }),
    listServerFacets: async () => ({
      owner: [],
      domain: [],
      status: [],
      health: [],
      drift: [],
      approval: [],
    }),
    listRejectedEntries: async () => ({ items: [], totalItems: 0 }),
    exportServers: unknown('exportServers'),
    getServer: unknown('getServer'),
    listTools: unknown('listTools'),
    getDrift: unknown('getDrift'),
    listSnapshots: unknown('listSnapshots'),
    listObservations: unknown('listObservations'),
    getSnapshot: unknown('getSnapshot'),
    listChanges: async () => ({ items: [], totalItems: 0 }),
    listServerChanges: async () => ({ items: [], totalItems: 0 }),
    feedAddress: async () => 'https://portal.example.com/changes.atom',
    exportChangelog: unknown('exportChangelog'),
    getApproval: async () => approvalOf(),
    listDecisions: async () => ({ items: [], totalItems: 0 }),
    decide: unknown('decide'),
    lookAgain: unknown('lookAgain'),
    listUploadTokens: async () => ({ items: [], totalItems: 0 }),
    issueUploadToken: unknown('issueUploadToken'),
    revokeUploadToken: unknown('revokeUploadToken'),
    ...known,
  };
}
