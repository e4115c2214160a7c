import { ServerEntry } from '../entry';
import { Snapshot, isJsonObject } from '../snapshot';
import { compareScopes, compareTools, liveTools } from './compareTools';
import { Disagreement } from './Disagreement';

export const driftStatuses = ['in-sync', 'drift', 'unknown'] as const;
export type DriftStatus = (typeof driftStatuses)[number];

/** The standing of an entry against the server's latest snapshot. */
export interface DeclaredDrift {
  status: DriftStatus;
  /** What could not be compared, and why. */
  unknown: string[];
  disagreements: Disagreement[];
}

function compareServer(entry: ServerEntry, snapshot: Snapshot): Disagreement[] {
  const found: Disagreement[] = [];
  const declared = entry.governance.version;
  const live = isJsonObject(snapshot.serverInfo)
    ? snapshot.serverInfo.version
    : undefined;
  if (declared !== undefined && typeof live === 'string' && declared !== live) {
    found.push({
      kind: 'version-differs',
      subject: 'server',
      path: 'spec.governance.version',
      declared,
      live,
      explanation: `The entry describes version ${declared}; the server calls itself ${live}.`,
      mend: `Review what changed and set version: "${live}".`,
    });
  }
  const face = faceOf(entry);
  const { transport } = snapshot.takenWith;
  if (face && face.type !== transport) {
    found.push({
      kind: 'transport-differs',
      subject: `remote:${face.url}`,
      path: `spec.remotes[${face.index}].type`,
      declared: face.type,
      live: transport,
      explanation: `The entry says that ${face.url} speaks ${face.type}; it answered over ${transport}.`,
      mend: `Set type: ${transport}.`,
    });
  }
  return found;
}

/**
 * The remote that stands for the server: the first streamable one, else the first
 * that can be looked at, else the first of which snapshots can be uploaded.
 */
export function faceOf(entry: ServerEntry) {
  return (
    entry.remotes.find(remote => remote.type === 'streamable-http') ??
    entry.remotes.find(remote => remote.type !== 'stdio') ??
    entry.remotes.at(0)
  );
}

/** Whether the portal itself can look at a server: stdio is never run from there. */
export function isLookedAt(entry: Pick<ServerEntry, 'remotes'>): boolean {
  return entry.remotes.some(remote => remote.type !== 'stdio');
}

/** Holds an entry against the latest snapshot of its server. Without one, everything live is unknown. */
export function declaredDrift(
  entry: ServerEntry,
  snapshot: Snapshot | undefined,
): DeclaredDrift {
  const disagreements = compareScopes(entry);
  const unknown: string[] = [];
  if (snapshot) {
    disagreements.push(...compareServer(entry, snapshot));
    const live = liveTools(snapshot);
    if (live) {
      disagreements.push(...compareTools(entry, live));
    } else {
      unknown.push('The server’s tools could not be listed.');
    }
  } else {
    unknown.push('The server has not been observed yet.');
  }
  const standing = unknown.length > 0 ? 'unknown' : 'in-sync';
  return {
    status: disagreements.length > 0 ? 'drift' : standing,
    unknown,
    disagreements,
  };
}
