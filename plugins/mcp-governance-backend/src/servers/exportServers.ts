import {
  ServerFilter,
  ServerSortField,
  ServerSummary,
} from 'backstage-plugin-mcp-governance-common';
import { stringify } from 'csv-stringify/sync';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { criteriaOf } from './listServers';
import { presentServer } from './presentServer';

const columns: [string, (server: ServerSummary) => unknown][] = [
  ['entity', server => server.entityRef],
  ['title', server => server.title],
  ['purpose', server => server.purpose],
  ['team', server => server.owner],
  ['system', server => server.system],
  ['domain', server => server.domain],
  ['lifecycle', server => server.lifecycle],
  ['status', server => server.status],
  ['origin', server => server.origin],
  ['transport', server => server.transport],
  ['tools', server => server.tools.count],
  ['mutating tools', server => server.tools.mutating],
  ['last looked at', server => server.lastObservedAt],
  ['health', server => server.health],
  ['health reason', server => server.healthReason],
  ['drift', server => server.drift.status],
  [
    'disagreements',
    ({ drift }) => (drift.status === 'unknown' ? undefined : drift.count),
  ],
  ['approval', server => server.approval.status],
  [
    'material changes',
    ({ approval }) =>
      approval.status === 'unknown' || approval.status === 'never-approved'
        ? undefined
        : approval.material,
  ],
  ['audit', server => server.audit.status],
  ['next audit (declared)', server => server.audit.declaredNextDue],
];

const PAGE = 1_000;

/** Every server under the filter as CSV, with cells that a spreadsheet would run as formulas made text. */
export async function exportServers(
  needs: Pick<Dependencies, 'visibility' | 'userInfo' | 'serverLists' | 'now'>,
  query: ServerFilter & { sort: ServerSortField; order: 'asc' | 'desc' },
  credentials: CallerCredentials,
): Promise<string> {
  const { sort, order, ...filter } = query;
  const criteria = await criteriaOf(needs, filter, credentials);
  const rows: unknown[][] = [];
  for (let offset = 0; ; offset += PAGE) {
    const records = await needs.serverLists.list(criteria, {
      sort,
      order,
      limit: PAGE,
      offset,
    });
    for (const record of records) {
      const server = presentServer(record, needs.now());
      rows.push(columns.map(([, value]) => value(server)));
    }
    if (records.length < PAGE) {
      break;
    }
  }
  return stringify(rows, {
    header: true,
    columns: columns.map(([header]) => header),
    escape_formulas: true,
    bom: true,
  });
}
