import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';

/**
 * Keeps the row of a server's state for this transaction, as the sweep does: whoever
 * records something of a server takes it first, so that none waits for another in a circle.
 */
export async function lockState(tx: Knex, serverId: number): Promise<void> {
  const state = tx('server_state').where({ server_id: serverId });
  await (isPostgres(tx) ? state.forUpdate() : state).select('server_id');
}
