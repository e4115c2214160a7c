import { ChangeLogFilter } from 'backstage-plugin-mcp-governance-common';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { atomDocument } from './atomDocument';
import { changeCriteria } from './listChangeLog';

const MOST_ENTRIES = 50;

/** A filter as the query of a URL, in one order, so that equal feeds have equal ids. */
function queryOf(filter: ChangeLogFilter): string {
  const pairs = Object.entries(filter)
    .flatMap(([key, value]) =>
      [value ?? []].flat().map(one => [key, one] as [string, string]),
    )
    .sort((a, b) => (a.join('=') < b.join('=') ? -1 : 1));
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
}

/** The latest of the change log that the caller may see, as an Atom feed. */
export async function changeFeed(
  needs: Dependencies,
  filter: ChangeLogFilter,
  credentials: CallerCredentials,
): Promise<string> {
  const { changeLog, now, portal } = needs;
  const criteria = await changeCriteria(needs, filter, credentials);
  const query = queryOf(filter);
  return atomDocument({
    selfUrl: `${await portal.apiUrl()}/changes.atom${query}`,
    pageUrl: `${portal.appUrl()}/mcp/changes${query}`,
    portalUrl: portal.appUrl(),
    records: await changeLog.list(criteria, { limit: MOST_ENTRIES, offset: 0 }),
    now: now(),
  });
}
