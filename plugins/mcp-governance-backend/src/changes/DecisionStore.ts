import { randomUUID } from 'node:crypto';
import { Decision } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { parseColumn, toNumber } from '../database/json';
import { VerdictCounts, countsSchema } from './ChangeLogStore';

/** A person's decision about a pair of snapshot and entry revision. Times are milliseconds since 1970. */
export interface DecisionRecord {
  id: string;
  decision: Decision['decision'];
  snapshotId: number;
  revisionId: number;
  pair: { snapshot: string; entryRevision: string };
  by: string;
  at: number;
  reason: string;
  counts: VerdictCounts;
  /** How many material changes were decided about. */
  material: number;
}

interface Row {
  uuid: string;
  decision: DecisionRecord['decision'];
  snapshot_id: number;
  revision_id: number;
  snapshot_hash: string;
  revision_hash: string;
  decided_by: string;
  decided_at: number | string;
  reason: string;
  counts: string;
  material: number;
}

function toRecord(row: Row): DecisionRecord {
  return {
    id: row.uuid,
    decision: row.decision,
    snapshotId: row.snapshot_id,
    revisionId: row.revision_id,
    pair: { snapshot: row.snapshot_hash, entryRevision: row.revision_hash },
    by: row.decided_by,
    at: toNumber(row.decided_at),
    reason: row.reason,
    counts: parseColumn(countsSchema, 'decisions.counts', row.counts),
    material: row.material,
  };
}

/** Approvals and rejections. */
export class DecisionStore {
  static create(knex: Knex): DecisionStore {
    return new DecisionStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Stores a decision and answers its number in the table. */
  async append(
    serverId: number,
    decision: Omit<DecisionRecord, 'id' | 'pair'>,
  ): Promise<number> {
    const [row] = await this.knex('decisions').insert(
      {
        uuid: randomUUID(),
        server_id: serverId,
        decision: decision.decision,
        snapshot_id: decision.snapshotId,
        revision_id: decision.revisionId,
        decided_by: decision.by,
        decided_at: decision.at,
        reason: decision.reason,
        counts: JSON.stringify(decision.counts),
        material: decision.material,
      },
      ['id'],
    );
    return row.id;
  }

  /** The latest decision; of one kind where that is given. */
  async latest(
    serverId: number,
    decision?: DecisionRecord['decision'],
  ): Promise<DecisionRecord | undefined> {
    const row = await this.rows()
      .where({
        'decisions.server_id': serverId,
        ...(decision && { 'decisions.decision': decision }),
      })
      .orderBy('decisions.id', 'desc')
      .first<Row | undefined>();
    return row && toRecord(row);
  }

  /** Newest first. */
  async list(
    serverId: number,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ items: DecisionRecord[]; totalItems: number }> {
    const rows: Row[] = await this.rows()
      .where({ 'decisions.server_id': serverId })
      .orderBy('decisions.id', 'desc')
      .limit(limit)
      .offset(offset);
    const [{ n }] = await this.knex('decisions')
      .where({ server_id: serverId })
      .count({ n: '*' });
    return { items: rows.map(toRecord), totalItems: Number(n) };
  }

  /** One decision by its number in the table, and the server that it is about. */
  async byNumber(
    id: number,
  ): Promise<{ decision: DecisionRecord; entityRef: string }> {
    const row = await this.rows()
      .join('servers', 'servers.id', 'decisions.server_id')
      .where({ 'decisions.id': id })
      .select('servers.entity_ref')
      .first<Row & { entity_ref: string }>();
    return { decision: toRecord(row), entityRef: row.entity_ref };
  }

  private rows() {
    return this.knex('decisions')
      .join('snapshots', 'snapshots.id', 'decisions.snapshot_id')
      .join('entry_revisions', 'entry_revisions.id', 'decisions.revision_id')
      .select([
        'decisions.uuid',
        'decisions.decision',
        'decisions.snapshot_id',
        'decisions.revision_id',
        'snapshots.hash as snapshot_hash',
        'entry_revisions.hash as revision_hash',
        'decisions.decided_by',
        'decisions.decided_at',
        'decisions.reason',
        'decisions.counts',
        'decisions.material',
      ]);
  }
}
