import {
  ApprovalStanding,
  ApprovalSubject,
  approvalStanding,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { SnapshotStore } from '../introspection/SnapshotStore';
import { parseEntry } from '../servers/ServerStore';
import { DecisionRecord, DecisionStore } from './DecisionStore';

/** What a decision can be about: the latest snapshot of a server's face, and the latest revision of its entry. */
export interface LatestPair {
  remoteId: number;
  snapshotId: number;
  revisionId: number;
  pair: DecisionRecord['pair'];
}

/** How a server stands at the change gate, and by which records. */
export interface ApprovalReading extends ApprovalStanding {
  latest?: LatestPair;
  baseline?: DecisionRecord;
  lastDecision?: DecisionRecord;
}

/** The latest pair, where there is one, and whether anything was ever decided. */
async function readLatest(
  knex: Knex,
  serverId: number,
): Promise<{ latest?: LatestPair; isDecided: boolean }> {
  const row = await knex('servers')
    .leftJoin('remotes', 'remotes.id', 'servers.face_remote_id')
    .leftJoin('snapshots', 'snapshots.id', 'remotes.snapshot_id')
    .leftJoin('entry_revisions', 'entry_revisions.id', 'servers.revision_id')
    .where({ 'servers.id': serverId })
    .first<{
      remote_id: number | null;
      snapshot_id: number | null;
      revision_id: number | null;
      snapshot_hash: string;
      revision_hash: string;
      decision_id: number | null;
    }>([
      'remotes.id as remote_id',
      'snapshots.id as snapshot_id',
      'entry_revisions.id as revision_id',
      'snapshots.hash as snapshot_hash',
      'entry_revisions.hash as revision_hash',
      knex('decisions')
        .where({ server_id: serverId })
        .max('id')
        .as('decision_id'),
    ]);
  const { remote_id: remoteId, snapshot_id: snapshotId } = row;
  const { revision_id: revisionId } = row;
  const pair = {
    snapshot: row.snapshot_hash,
    entryRevision: row.revision_hash,
  };
  return {
    isDecided: row.decision_id !== null,
    ...(remoteId !== null &&
      snapshotId !== null &&
      revisionId !== null && {
        latest: { remoteId, snapshotId, revisionId, pair },
      }),
  };
}

/** Loads what pairs consist of, equal snapshots and revisions as one object each: those are not compared. */
function createLoader(knex: Knex) {
  const snapshots = new Map<string, Promise<ApprovalSubject['snapshot']>>();
  const entries = new Map<string, Promise<ApprovalSubject['governance']>>();
  const once = <T>(
    known: Map<string, Promise<T>>,
    key: string,
    load: () => Promise<T>,
  ): Promise<T> => {
    const found = known.get(key) ?? load();
    known.set(key, found);
    return found;
  };
  return async (
    of: Pick<LatestPair, 'snapshotId' | 'revisionId' | 'pair'>,
  ): Promise<ApprovalSubject> => ({
    snapshot: await once(snapshots, of.pair.snapshot, () =>
      SnapshotStore.create(knex).byId(of.snapshotId),
    ),
    governance: await once(entries, of.pair.entryRevision, async () => {
      const [entry] = await knex('entry_revisions')
        .where({ id: of.revisionId })
        .pluck<string[]>('entry');
      return parseEntry(entry).governance;
    }),
  });
}

/** Judges how a server stands at the change gate. */
export async function readApproval(
  knex: Knex,
  serverId: number,
): Promise<ApprovalReading> {
  const decisions = DecisionStore.create(knex);
  const { latest, isDecided } = await readLatest(knex, serverId);
  const lastDecision = isDecided ? await decisions.latest(serverId) : undefined;
  const baseline =
    lastDecision?.decision === 'rejected'
      ? await decisions.latest(serverId, 'approved')
      : lastDecision;
  if (!latest || !lastDecision) {
    // Nothing to compare, so nothing is loaded.
    return {
      status: latest ? 'never-approved' : 'unknown',
      changes: [],
      material: 0,
      latest,
      baseline,
      lastDecision,
    };
  }
  const load = createLoader(knex);
  const standing = approvalStanding(await load(latest), {
    ...(baseline && { baseline: await load(baseline) }),
    ...(lastDecision.decision === 'rejected' && {
      rejection: {
        subject: await load(lastDecision),
        material: lastDecision.material,
      },
    }),
  });
  return { ...standing, latest, baseline, lastDecision };
}
