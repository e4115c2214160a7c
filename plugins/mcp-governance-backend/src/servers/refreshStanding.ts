import {
  ServerEntry,
  Snapshot,
  declaredDrift,
  isJsonObject,
  isMutating,
  itemName,
  liveTools,
  toolHints,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { readApproval } from '../changes/readApproval';
import { SnapshotStore } from '../introspection/SnapshotStore';
import { lockedServer } from './lockedServer';
import { parseEntry } from './ServerStore';

/** The snapshots that stand for a server: the latest, and the latest in which tools were listed. */
export interface FaceSnapshots {
  latest?: Snapshot;
  withTools?: Snapshot;
}

const MOST_SEARCH_TEXT = 100_000;

function searchText(entry: ServerEntry, snapshots: FaceSnapshots): string {
  const live = snapshots.withTools && (liveTools(snapshots.withTools) ?? []);
  const words = [
    entry.title,
    entry.name,
    entry.purpose,
    ...(entry.governance.useWhen ?? []),
    ...(entry.governance.tools ?? []).map(tool => tool.name),
    ...(live ?? []).flatMap(({ name, raw }) => [
      name,
      isJsonObject(raw) && typeof raw.description === 'string'
        ? raw.description
        : undefined,
    ]),
  ];
  return words
    .filter(word => word !== undefined)
    .join('\n')
    .toLowerCase()
    .slice(0, MOST_SEARCH_TEXT);
}

/** How many tools there are, and how many of them can change something; unknown before the first listing. */
function countTools(entry: ServerEntry, snapshot: Snapshot | undefined) {
  const live = snapshot && liveTools(snapshot);
  if (!live) {
    return { tool_count: null, mutating_count: null };
  }
  const declared = new Map(
    entry.governance.tools?.map(tool => [tool.name, tool.mutates]),
  );
  return {
    tool_count:
      snapshot.tools.status === 'listed' ? snapshot.tools.items.length : 0,
    mutating_count: live.filter(({ raw }) =>
      isMutating(declared.get(itemName('tools', raw)), toolHints(raw)),
    ).length,
  };
}

/** Derives anew what follows from a server's entry, its latest snapshots and what was decided about them. */
export async function refreshStanding(
  tx: Knex,
  serverId: number,
): Promise<void> {
  const server = await lockedServer(tx, serverId).first<{
    entry: string;
    face_remote_id: number | null;
  }>(['entry', 'face_remote_id']);
  const entry = parseEntry(server.entry);
  const snapshots = server.face_remote_id
    ? await SnapshotStore.create(tx).ofRemote(server.face_remote_id)
    : {};
  const { status, disagreements } = declaredDrift(entry, snapshots.latest);
  const kinds: Record<string, number> = {};
  for (const { kind } of disagreements) {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const approval = await readApproval(tx, serverId);
  await tx('servers')
    .where({ id: serverId })
    .update({
      ...countTools(entry, snapshots.withTools),
      drift_status: status,
      drift_count: disagreements.length,
      drift_kinds: JSON.stringify(kinds),
      approval_status: approval.status,
      approval_material: approval.material,
      search_text: searchText(entry, snapshots),
    });
}
