import {
  Change,
  Verdict,
  changeSchema,
  verdicts,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { parseColumn, toNumber } from '../database/json';
import { inIds } from '../database/openDatabase';

export const countsSchema = z.partialRecord(z.enum(verdicts), z.number());
export type VerdictCounts = z.output<typeof countsSchema>;

/** What changed at one time (milliseconds since 1970) in a server or its entry. */
export interface ChangeLogRecord {
  id: string;
  at: number;
  entityRef: string;
  namespace: string;
  name: string;
  title: string;
  owner?: string;
  cause: 'snapshot' | 'entry';
  /** The URL of the remote that answered otherwise. */
  remote?: string;
  before: string;
  after: string;
  verdict: Verdict;
  counts: VerdictCounts;
  changes: Change[];
  isAbridged: boolean;
}

/** Which entries are wanted, with everything that had to be looked up. Times are milliseconds since 1970. */
export interface ChangeLogCriteria {
  visible: 'all' | readonly number[];
  serverId?: number;
  mine?: readonly string[];
  verdict?: readonly Verdict[];
  owner?: readonly string[];
  /** Entity references. */
  server?: readonly string[];
  from?: number;
  /** Not including this moment. */
  until?: number;
}

interface Row {
  uuid: string;
  at: number | string;
  entity_ref: string;
  namespace: string;
  name: string;
  title: string;
  owner: string | null;
  cause: 'snapshot' | 'entry';
  url: string | null;
  before_ref: string;
  after_ref: string;
  verdict: Verdict;
  counts: string;
  changes: string;
  is_abridged: boolean | number;
}

const columns = [
  'change_log.uuid',
  'change_log.at',
  'servers.entity_ref',
  'servers.namespace',
  'servers.name',
  'servers.title',
  'servers.owner',
  'change_log.cause',
  'remotes.url',
  'change_log.verdict',
  'change_log.counts',
  'change_log.changes',
  'change_log.is_abridged',
];

function toRecord(row: Row): ChangeLogRecord {
  return {
    id: row.uuid,
    at: toNumber(row.at),
    entityRef: row.entity_ref,
    namespace: row.namespace,
    name: row.name,
    title: row.title,
    owner: row.owner ?? undefined,
    cause: row.cause,
    remote: row.url ?? undefined,
    before: row.before_ref,
    after: row.after_ref,
    verdict: row.verdict,
    counts: parseColumn(countsSchema, 'change_log.counts', row.counts),
    changes: parseColumn(
      z.array(changeSchema) as z.ZodType<Change[]>,
      'change_log.changes',
      row.changes,
    ),
    isAbridged: Boolean(row.is_abridged),
  };
}

/** What is before and after is named by hash, be it a snapshot or a revision of the entry. */
function withDetails(query: Knex.QueryBuilder, knex: Knex) {
  const hash = (side: 'before' | 'after') =>
    knex.raw('coalesce(??, ??) as ??', [
      `${side}_snapshot.hash`,
      `${side}_revision.hash`,
      `${side}_ref`,
    ]);
  for (const side of ['before', 'after'] as const) {
    query
      .leftJoin(
        `snapshots as ${side}_snapshot`,
        `${side}_snapshot.id`,
        `change_log.${side}_snapshot_id`,
      )
      .leftJoin(
        `entry_revisions as ${side}_revision`,
        `${side}_revision.id`,
        `change_log.${side}_revision_id`,
      );
  }
  return query
    .leftJoin('remotes', 'remotes.id', 'change_log.remote_id')
    .select([...columns, hash('before'), hash('after')]);
}

/** The change log, of one server or of all that are in the catalog. */
export class ChangeLogStore {
  static create(knex: Knex): ChangeLogStore {
    return new ChangeLogStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Newest first. */
  async list(
    criteria: ChangeLogCriteria,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<ChangeLogRecord[]> {
    const rows: Row[] = await withDetails(this.matching(criteria), this.knex)
      .orderBy([
        { column: 'change_log.at', order: 'desc' },
        { column: 'change_log.id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return rows.map(toRecord);
  }

  async count(criteria: ChangeLogCriteria): Promise<number> {
    const [{ n }] = await this.matching(criteria).count<
      { n: number | string }[]
    >({ n: '*' });
    return Number(n);
  }

  /** One entry by its number in the table, whether its server is still in the catalog or not. */
  async byNumber(id: number): Promise<ChangeLogRecord> {
    const entry = this.knex('change_log')
      .join('servers', 'servers.id', 'change_log.server_id')
      .where({ 'change_log.id': id });
    const [row]: Row[] = await withDetails(entry, this.knex);
    return toRecord(row);
  }

  private matching(criteria: ChangeLogCriteria): Knex.QueryBuilder {
    const { knex } = this;
    const query = knex('change_log')
      .join('servers', 'servers.id', 'change_log.server_id')
      .where('servers.is_present', true);
    if (criteria.visible !== 'all') {
      query.where(inIds(knex, 'servers.id', criteria.visible));
    }
    if (criteria.serverId !== undefined) {
      query.where('change_log.server_id', criteria.serverId);
    }
    if (criteria.verdict) {
      query.whereIn('change_log.verdict', criteria.verdict);
    }
    if (criteria.owner) {
      query.whereIn('servers.owner', criteria.owner);
    }
    if (criteria.server) {
      query.whereIn(
        'servers.entity_ref',
        criteria.server.map(ref => ref.toLowerCase()),
      );
    }
    if (criteria.mine) {
      query.whereIn(
        'servers.id',
        knex('server_people').whereIn('ref', criteria.mine).select('server_id'),
      );
    }
    if (criteria.from !== undefined) {
      query.where('change_log.at', '>=', criteria.from);
    }
    if (criteria.until !== undefined) {
      query.where('change_log.at', '<', criteria.until);
    }
    return query;
  }
}
