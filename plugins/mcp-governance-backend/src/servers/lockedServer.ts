import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';

/**
 * Keeps a server's row for this transaction, so that what is derived from its entry,
 * snapshots and decisions is derived from all of them, and by one at a time.
 */
export async function lockServer(tx: Knex, serverId: number): Promise<void> {
  const query = tx('servers').where({ id: serverId });
  // Rows that point to the server may be inserted meanwhile.
  await (isPostgres(tx) ? query.forNoKeyUpdate() : query).select('id');
}
