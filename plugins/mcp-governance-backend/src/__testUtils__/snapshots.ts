import {
  Json,
  Snapshot,
  hashSnapshot,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { UploadStore } from '../uploads/UploadStore';

/** A snapshot of a server with these tools, of somebody without a credential unless said otherwise. */
export function snapshotWith(
  tools: Json[],
  overrides: Partial<Snapshot> = {},
  principal = 'anonymous',
): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal,
    },
    serverInfo: { name: 'x', version: '1' },
    capabilities: { tools: {} },
    tools: { status: 'listed', items: tools },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'refused', httpStatus: 401 },
    ...overrides,
  };
}

/** A tool that only reads. */
export function readingTool(name: string, description = 'Reads.'): Json {
  return {
    name,
    description,
    inputSchema: { type: 'object' },
    annotations: { readOnlyHint: true },
  };
}

/** Stores a snapshot as answered by the face of a server. */
export async function arrive(
  knex: Knex,
  entityRef: string,
  snapshot: Snapshot,
  observedAt: number,
): Promise<void> {
  const server = await knex('servers').where({ entity_ref: entityRef }).first();
  await UploadStore.create(knex).save(server.id, {
    remoteId: server.face_remote_id,
    snapshot,
    hashes: hashSnapshot(snapshot),
    observedAt,
  });
}
