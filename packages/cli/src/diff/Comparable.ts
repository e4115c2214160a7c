import { Snapshot, sectionNames } from 'backstage-plugin-mcp-governance-common';

/** What of a snapshot a source can tell about. */
export const parts = [...sectionNames, 'server', 'auth', 'caller'] as const;
export type Part = (typeof parts)[number];

/** One side of a comparison: a snapshot, of which only some parts are known. */
export interface Comparable {
  snapshot: Snapshot;
  known: ReadonlySet<Part>;
}

/** The later side with everything as the earlier one has it that either of them does not know. */
export function withinKnown(
  before: Comparable,
  after: Comparable,
): { before: Snapshot; after: Snapshot; compared: Part[] } {
  const compared = parts.filter(
    part => before.known.has(part) && after.known.has(part),
  );
  const isKnown = (part: Part) => compared.includes(part);
  const [was, is] = [before.snapshot, after.snapshot];
  const limited: Snapshot = { ...is };
  for (const section of sectionNames) {
    if (!isKnown(section)) {
      limited[section] = was[section];
    }
  }
  if (!isKnown('server')) {
    limited.serverInfo = was.serverInfo;
    limited.capabilities = was.capabilities;
    limited.instructions = was.instructions;
  }
  if (!isKnown('auth')) {
    limited.auth = was.auth;
  }
  if (!isKnown('caller')) {
    limited.takenWith = was.takenWith;
  }
  return { before: was, after: limited, compared };
}
