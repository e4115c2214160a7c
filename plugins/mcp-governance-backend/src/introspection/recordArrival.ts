import {
  Snapshot,
  SnapshotHashes,
  partialReason,
  sectionNames,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { parseColumn } from '../database/json';
import { compareSections } from './compareSections';
import { SnapshotStore, sectionSnapshotsSchema } from './SnapshotStore';

/** What a remote answered, whoever asked it. */
export interface Arrival {
  remoteId: number;
  snapshot: Snapshot;
  hashes: SnapshotHashes;
  /** Milliseconds since 1970. */
  observedAt: number;
  /** Of the raw answers; none where they were not seen from here, so that the next look is a full one. */
  fingerprint?: string;
}

/**
 * Stores what a remote answered, and where it is other than last time, what it is
 * other in. To be called in a transaction that holds the row of the server's state.
 */
export async function recordArrival(
  tx: Knex,
  { remoteId, snapshot, hashes, observedAt, fingerprint }: Arrival,
): Promise<{ snapshotId: number; isOther: boolean }> {
  const store = SnapshotStore.create(tx);
  const snapshotId = await store.save(snapshot, hashes.whole, observedAt);
  const before = await tx('remotes').where({ id: remoteId }).first<{
    snapshot_id: number | null;
    section_snapshots: string;
  }>(['snapshot_id', 'section_snapshots']);
  const sections = parseColumn(
    sectionSnapshotsSchema,
    'remotes.section_snapshots',
    before.section_snapshots,
  );
  const isOther = before.snapshot_id !== snapshotId;
  if (isOther) {
    const { changes, unknown } =
      before.snapshot_id === null
        ? { changes: null, unknown: [] }
        : await compareSections(store, sections, snapshot, hashes.sections);
    await tx('snapshot_arrivals').insert({
      remote_id: remoteId,
      snapshot_id: snapshotId,
      observed_at: observedAt,
      changes: changes && JSON.stringify(changes),
      unknown: JSON.stringify(unknown),
    });
  }
  for (const name of sectionNames) {
    if (snapshot[name].status !== 'failed') {
      sections[name] = snapshotId;
    }
  }
  await tx('remotes')
    .where({ id: remoteId })
    .update({
      snapshot_id: snapshotId,
      section_snapshots: JSON.stringify(sections),
      partial_reason: partialReason(snapshot) ?? null,
      fingerprint: fingerprint ?? null,
      era: snapshot.takenWith.era,
      era_since: observedAt,
    });
  return { snapshotId, isOther };
}
