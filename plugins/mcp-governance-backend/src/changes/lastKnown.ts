import {
  AuthPosture,
  Snapshot,
  sectionNames,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import {
  SectionSnapshots,
  SnapshotStore,
} from '../introspection/SnapshotStore';

/** So many snapshots are gone back through for what calls without a credential were answered. */
const MOST_BACK = 10;

/** What a call without a credential was answered last, where that was found out. */
async function lastKnownAuth(
  tx: Knex,
  store: SnapshotStore,
  remoteId: number,
): Promise<AuthPosture | undefined> {
  const ids: number[] = await tx('snapshot_arrivals')
    .where({ remote_id: remoteId })
    .orderBy('id', 'desc')
    .limit(MOST_BACK)
    .pluck('snapshot_id');
  // The first is the one that arrives just now.
  for (const id of ids.slice(1)) {
    const { auth } = await store.byId(id);
    if (auth.status !== 'failed') {
      return auth;
    }
  }
  return undefined;
}

/**
 * What a new snapshot is held against: the latest of the same remote, with what could
 * not be read in it as it was read last, so that a failure in between hides nothing.
 */
export async function lastKnown(
  tx: Knex,
  arrival: {
    remoteId: number;
    beforeId: number;
    /** Where each list was read last, up to then. */
    sections: SectionSnapshots;
    after: Snapshot;
  },
): Promise<Snapshot> {
  const { remoteId, beforeId, sections, after } = arrival;
  const store = SnapshotStore.create(tx);
  const before = await store.byId(beforeId);
  const known = { ...before };
  for (const name of sectionNames) {
    const id = sections[name];
    if (
      before[name].status === 'failed' &&
      after[name].status !== 'failed' &&
      id !== undefined
    ) {
      const listed = await store.byId(id);
      // Another caller may have seen another list: then it stays unknown.
      if (listed.takenWith.principal === before.takenWith.principal) {
        known[name] = listed[name];
        // While tools fail for all, so they do for those without a credential.
        if (
          name === 'tools' &&
          before.auth.status === 'accepted' &&
          listed.auth.status === 'accepted'
        ) {
          known.auth = listed.auth;
        }
      }
    }
  }
  if (before.auth.status === 'failed' && after.auth.status !== 'failed') {
    known.auth = (await lastKnownAuth(tx, store, remoteId)) ?? before.auth;
  }
  return known;
}
