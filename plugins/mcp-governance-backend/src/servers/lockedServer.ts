import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';

/**
 * A server's row, kept for this transaction by whoever reads it, so that what is
 * derived from its entry, snapshots and decisions is derived from all of them.
 */
export function lockedServer(tx: Knex, serverId: number): Knex.QueryBuilder {
  const query = tx('servers').where({ id: serverId });
  // Rows that point to the server may be inserted meanwhile.
  return isPostgres(tx) ? query.forNoKeyUpdate() : query;
}
