import {
  ListServersQuery,
  ServerFacets,
  ServerFilter,
  ServerPage,
} from 'backstage-plugin-mcp-governance-common';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { presentServer } from './presentServer';
import { ServerCriteria } from './ServerListStore';

type Needs = Pick<
  Dependencies,
  'visibility' | 'userInfo' | 'serverLists' | 'now'
>;

/** A filter with the caller's view and teams looked up. */
export async function criteriaOf(
  { visibility, userInfo }: Needs,
  filter: ServerFilter,
  credentials: CallerCredentials,
): Promise<ServerCriteria> {
  const { ids } = await visibility.of(credentials);
  const { mine, ...rest } = filter;
  if (mine !== 'true') {
    return { ...rest, visible: ids };
  }
  const { principal } = credentials;
  const refs =
    principal.type === 'user'
      ? (await userInfo.getUserInfo(credentials)).ownershipEntityRefs
      : [];
  return { ...rest, visible: ids, mine: refs.map(ref => ref.toLowerCase()) };
}

/** One page of the servers that the caller may see. */
export async function listServers(
  needs: Needs,
  query: ListServersQuery,
  credentials: CallerCredentials,
): Promise<ServerPage> {
  const { limit, sort, order, offset: _o, cursor: _c, ...filter } = query;
  const criteria = await criteriaOf(needs, filter, credentials);
  const offset = startOf(query);
  const { serverLists } = needs;
  const records = await serverLists.list(criteria, {
    sort,
    order,
    limit,
    offset,
  });
  const totalItems = await serverLists.count(criteria);
  const now = needs.now();
  return {
    items: records.map(record => presentServer(record, now)),
    totalItems,
    nextCursor: nextCursor(offset + records.length, totalItems),
  };
}

/** What the filters of the list can be set to, among the servers that the caller may see. */
export async function listServerFacets(
  needs: Needs,
  filter: ServerFilter,
  credentials: CallerCredentials,
): Promise<ServerFacets> {
  return needs.serverLists.facets(await criteriaOf(needs, filter, credentials));
}
