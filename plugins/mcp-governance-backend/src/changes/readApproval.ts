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

async function latestPair(
  knex: Knex,
  serverId: number,
): Promise<LatestPair | undefined> {
  const row = await knex('servers')
    .join('remotes', 'remotes.id', 'servers.face_remote_id')
    .join('snapshots', 'snapshots.id', 'remotes.snapshot_id')
    .join('entry_revisions', 'entry_revisions.id', 'servers.revision_id')
    .where({ 'servers.id': serverId })
    .first<
      | {
          remote_id: number;
          snapshot_id: number;
          revision_id: number;
          snapshot_hash: string;
          revision_hash: string;
        }
      | undefined
    >([
      'remotes.id as remote_id',
      'snapshots.id as snapshot_id',
      'entry_revisions.id as revision_id',
      'snapshots.hash as snapshot_hash',
      'entry_revisions.hash as revision_hash',
    ]);
  return (
    row && {
      remoteId: row.remote_id,
      snapshotId: row.snapshot_id,
      revisionId: row.revision_id,
      pair: { snapshot: row.snapshot_hash, entryRevision: row.revision_hash },
    }
  );
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
  const latest = await latestPair(knex, serverId);
  const lastDecision = await decisions.latest(serverId);
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
