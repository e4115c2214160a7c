import {
  ServerFacets,
  ServerFilter,
  ServerSortField,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { inIds } from '../database/openDatabase';
import {
  ServerRecord,
  SummaryRow,
  summaryColumns,
  toServerRecord,
} from './ServerStore';

/** Which servers a reader may see: all, or those with these ids. */
type VisibleIds = 'all' | readonly number[];

/** A filter with everything in it that had to be looked up. */
export interface ServerCriteria extends Omit<ServerFilter, 'mine'> {
  visible: VisibleIds;
  /** Entity references that the caller is or belongs to; set where only their own servers are wanted. */
  mine?: readonly string[];
}

const sortColumns: Record<ServerSortField, string> = {
  title: 'servers.sort_title',
  owner: 'servers.owner',
  domain: 'servers.domain',
  lifecycle: 'servers.lifecycle',
  status: 'servers.status',
  transport: 'servers.transport',
  tools: 'servers.tool_count',
  lastObservedAt: 'server_state.last_observed_at',
  health: 'server_state.health',
  drift: 'servers.drift_count',
  approval: 'servers.approval_status',
  nextDue: 'servers.next_due',
};

/** Approval is sorted by how much is to be done. */
const approvalNeed = `case servers.approval_status
  when 're-approval-needed' then 4
  when 'rejected' then 3
  when 'never-approved' then 2
  when 'unknown' then 1
  else 0 end`;

const facetColumns = {
  owner: 'servers.owner',
  domain: 'servers.domain',
  status: 'servers.status',
  health: 'server_state.health',
  drift: 'servers.drift_status',
  approval: 'servers.approval_status',
} as const satisfies Record<keyof ServerFacets, string>;

/** A word as a LIKE pattern, with its own wildcards taken literally. */
function containing(word: string): string {
  return `%${word.toLowerCase().replace(/[\\%_]/g, char => `\\${char}`)}%`;
}

/** Lists of servers: filtered, sorted and counted by the database. */
export class ServerListStore {
  static create(knex: Knex): ServerListStore {
    return new ServerListStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async list(
    criteria: ServerCriteria,
    page: {
      sort: ServerSortField;
      order: 'asc' | 'desc';
      limit: number;
      offset: number;
    },
  ): Promise<ServerRecord[]> {
    const column = sortColumns[page.sort];
    const rows = await this.matching(criteria)
      // Where something is unknown it comes last, whichever way is up.
      .modify(query => {
        if (page.sort !== 'title') {
          query.orderByRaw('case when ?? is null then 1 else 0 end', [column]);
        }
        query.orderBy(
          page.sort === 'approval' ? this.knex.raw(approvalNeed) : column,
          page.order,
        );
        if (page.sort !== 'title') {
          query.orderBy('servers.sort_title', 'asc');
        }
      })
      .orderBy('servers.id', page.sort === 'title' ? page.order : 'asc')
      .limit(page.limit)
      .offset(page.offset)
      .select<SummaryRow[]>(summaryColumns);
    return rows.map(toServerRecord);
  }

  async count(criteria: ServerCriteria): Promise<number> {
    const row = await this.matching(criteria).count<{ n: number | string }[]>({
      n: '*',
    });
    return Number(row[0].n);
  }

  async facets(criteria: ServerCriteria): Promise<ServerFacets> {
    const facets: ServerFacets = {
      owner: [],
      domain: [],
      status: [],
      health: [],
      drift: [],
      approval: [],
    };
    for (const name of Object.keys(facetColumns) as (keyof ServerFacets)[]) {
      // A filter does not narrow its own choices.
      const column = facetColumns[name];
      const rows: { value: string; count: number | string }[] =
        await this.matching({ ...criteria, [name]: undefined })
          .whereNotNull(column)
          .groupBy(column)
          .orderBy(column)
          .select(
            this.knex.ref(column).as('value'),
            this.knex.raw('count(*) as count'),
          );
      facets[name] = rows.map(({ value, count }) => ({
        value,
        count: Number(count),
      }));
    }
    return facets;
  }

  private matching(criteria: ServerCriteria): Knex.QueryBuilder {
    const { knex } = this;
    const query = knex('servers')
      .join('server_state', 'server_state.server_id', 'servers.id')
      .where('servers.is_present', true);
    if (criteria.visible !== 'all') {
      query.where(inIds(knex, 'servers.id', criteria.visible));
    }
    for (const name of ['owner', 'domain', 'status'] as const) {
      const values = criteria[name];
      if (values) {
        query.whereIn(`servers.${name}`, values);
      }
    }
    if (criteria.health) {
      query.whereIn('server_state.health', criteria.health);
    }
    if (criteria.drift) {
      query.whereIn('servers.drift_status', criteria.drift);
    }
    if (criteria.approval) {
      query.whereIn('servers.approval_status', criteria.approval);
    }
    for (const people of [
      criteria.mine,
      criteria.answersFor ? [criteria.answersFor.toLowerCase()] : undefined,
    ]) {
      if (people) {
        query.whereIn(
          'servers.id',
          knex('server_people').whereIn('ref', people).select('server_id'),
        );
      }
    }
    for (const word of criteria.q?.split(/\s+/).filter(Boolean) ?? []) {
      query.whereRaw("servers.search_text like ? escape '\\'", [
        containing(word),
      ]);
    }
    return query;
  }
}
