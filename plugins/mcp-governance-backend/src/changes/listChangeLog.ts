import {
  ChangeLogFilter,
  ChangeLogPage,
} from 'backstage-plugin-mcp-governance-common';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { findVisibleServer } from '../servers/findVisibleServer';
import { criteriaOf } from '../servers/listServers';
import { ChangeLogCriteria } from './ChangeLogStore';
import { presentEntry } from './present';

type Needs = Pick<
  Dependencies,
  'changeLog' | 'now' | 'serverLists' | 'servers' | 'userInfo' | 'visibility'
>;

interface Page {
  limit: number;
  offset?: number;
  cursor?: string;
}

const DAY_MS = 86_400_000;

/** Whole days in UTC as moments. */
function daysOf({ from, to }: Pick<ChangeLogFilter, 'from' | 'to'>) {
  return {
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { until: Date.parse(to) + DAY_MS }),
  };
}

/** A filter with the caller's view and teams looked up. */
export async function changeCriteria(
  needs: Needs,
  { from, to, mine, ...rest }: ChangeLogFilter,
  credentials: CallerCredentials,
): Promise<ChangeLogCriteria> {
  const view = await criteriaOf(needs, { mine }, credentials);
  return { ...rest, ...daysOf({ from, to }), ...view };
}

async function pageOf(
  { changeLog }: Needs,
  criteria: ChangeLogCriteria,
  query: Page,
): Promise<ChangeLogPage> {
  const offset = startOf(query);
  const records = await changeLog.list(criteria, {
    limit: query.limit,
    offset,
  });
  const totalItems = await changeLog.count(criteria);
  return {
    items: records.map(presentEntry),
    totalItems,
    nextCursor: nextCursor(offset + records.length, totalItems),
  };
}

/** The change log of all servers that the caller may see, newest first. */
export async function listChanges(
  needs: Needs,
  query: ChangeLogFilter & Page,
  credentials: CallerCredentials,
): Promise<ChangeLogPage> {
  const { limit: _l, offset: _o, cursor: _c, ...filter } = query;
  const criteria = await changeCriteria(needs, filter, credentials);
  return pageOf(needs, criteria, query);
}

/** The change log of one server, newest first. */
export async function listServerChanges(
  needs: Needs,
  ref: string,
  query: Pick<ChangeLogFilter, 'verdict' | 'from' | 'to'> & Page,
  credentials: CallerCredentials,
): Promise<ChangeLogPage> {
  const { id } = await findVisibleServer(needs, ref, credentials);
  const { verdict } = query;
  const criteria: ChangeLogCriteria = {
    visible: [id],
    serverId: id,
    verdict,
    ...daysOf(query),
  };
  return pageOf(needs, criteria, query);
}
