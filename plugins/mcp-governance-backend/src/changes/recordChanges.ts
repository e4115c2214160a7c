import { randomUUID } from 'node:crypto';
import {
  Change,
  ServerEntry,
  Snapshot,
  countVerdicts,
  diffEntries,
  diffSnapshots,
  worstFirst,
  worstVerdict,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { announceChanges } from '../announcements/AnnouncementStore';
import { SectionSnapshots } from '../introspection/SnapshotStore';
import { abridge } from './abridge';
import { lastKnown } from './lastKnown';

/** What brought changes about, and between what they are. */
type Cause =
  | {
      cause: 'snapshot';
      remote_id: number;
      arrival_id: number;
      before_snapshot_id: number;
      after_snapshot_id: number;
    }
  | { cause: 'entry'; before_revision_id: number; after_revision_id: number };

async function append(
  tx: Knex,
  { serverId, at }: { serverId: number; at: number },
  cause: Cause,
  found: readonly Change[],
): Promise<void> {
  if (found.length === 0) {
    return;
  }
  const verdict = worstVerdict(found.map(change => change.verdict));
  const { changes, isAbridged } = abridge(worstFirst(found));
  const [entry] = await tx('change_log').insert(
    {
      uuid: randomUUID(),
      server_id: serverId,
      at,
      ...cause,
      verdict,
      counts: JSON.stringify(countVerdicts(found)),
      is_abridged: isAbridged,
      changes: JSON.stringify(changes),
    },
    ['id'],
  );
  await announceChanges(tx, { changeId: entry.id, verdict, at });
}

/**
 * Writes what a snapshot changed into the change log. To be called in the transaction
 * that stores its arrival, before the remote points to it.
 */
export async function recordSnapshotChanges(
  tx: Knex,
  arrival: {
    serverId: number;
    remoteId: number;
    arrivalId: number;
    at: number;
    /** The snapshot that the remote answered before. */
    beforeId: number;
    /** Where each list was read last, up to then. */
    sections: SectionSnapshots;
    afterId: number;
    after: Snapshot;
  },
): Promise<void> {
  const { remoteId, arrivalId, beforeId, sections, afterId, after } = arrival;
  const before = await lastKnown(tx, { remoteId, beforeId, sections, after });
  await append(
    tx,
    arrival,
    {
      cause: 'snapshot',
      remote_id: remoteId,
      arrival_id: arrivalId,
      before_snapshot_id: beforeId,
      after_snapshot_id: afterId,
    },
    diffSnapshots(before, after),
  );
}

/** Writes what a revision of an entry changed into the change log. To be called in the transaction that stores it. */
export async function recordEntryChanges(
  tx: Knex,
  revision: {
    serverId: number;
    at: number;
    before: { id: number; entry: ServerEntry };
    after: { id: number; entry: ServerEntry };
  },
): Promise<void> {
  const { before, after } = revision;
  await append(
    tx,
    revision,
    {
      cause: 'entry',
      before_revision_id: before.id,
      after_revision_id: after.id,
    },
    diffEntries(before.entry.governance, after.entry.governance),
  );
}
