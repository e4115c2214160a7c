import { Json, Snapshot } from '../snapshot';

/** A tool that is complete unless overridden. */
export function tool(fields: object): Json {
  return {
    name: 'read_note',
    inputSchema: { type: 'object' },
    ...fields,
  } as Json;
}

/** The snapshot of a small server, complete unless overridden. */
export function snapshotOf(
  parts: Partial<Snapshot>,
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
    serverInfo: { name: 'notes' },
    capabilities: {},
    tools: { status: 'listed', items: [] },
    prompts: { status: 'listed', items: [] },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'refused', httpStatus: 401, challenge: 'Bearer' },
    ...parts,
  };
}
