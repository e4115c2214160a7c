import {
  Snapshot,
  SnapshotHashes,
  partialReason,
  sectionNames,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { recordSnapshotChanges } from '../changes/recordChanges';
import { parseColumn } from '../database/json';
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
 * Stores what a remote answered, and where it is other than last time, what changed. To be called in a transaction that holds the row of the server's state.
 */
export async function recordArrival(
  tx: Knex,
  { remoteId, snapshot, hashes, observedAt, fingerprint }: Arrival,
): Promise<{ snapshotId: number; isOther: boolean }> {
  const store = SnapshotStore.create(tx);
  const snapshotId = await store.save(snapshot, hashes.whole, observedAt);
  const before = await tx('remotes').where({ id: remoteId }).first<{
    server_id: number;
    snapshot_id: number | null;
    section_snapshots: string;
  }>(['server_id', 'snapshot_id', 'section_snapshots']);
  const sections = parseColumn(
    sectionSnapshotsSchema,
    'remotes.section_snapshots',
    before.section_snapshots,
  );
  const isOther = before.snapshot_id !== snapshotId;
  if (isOther) {
    const [arrival] = await tx('snapshot_arrivals').insert(
      {
        remote_id: remoteId,
        snapshot_id: snapshotId,
        observed_at: observedAt,
      },
      ['id'],
    );
    if (before.snapshot_id !== null) {
      await recordSnapshotChanges(tx, {
        serverId: before.server_id,
        remoteId,
        arrivalId: arrival.id,
        at: observedAt,
        beforeId: before.snapshot_id,
        sections,
        afterId: snapshotId,
        after: snapshot,
      });
    }
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
