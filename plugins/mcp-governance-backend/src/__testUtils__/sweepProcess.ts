/**
 * A backend's sweep in a process of its own, so that it can be killed:
 * `node -r …/nodeTransform.cjs sweepProcess.ts CLIENT CONNECTION LEASE_MS`.
 */
import Knex from 'knex';
import { isPostgres } from '../database/openDatabase';
import { WorkStore } from '../introspection/WorkStore';
import { createSweeper } from '../testUtils';

const [client, connection, leaseMs] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, child: () => silent };
const logger = {
  ...silent,
  error: (message: string, meta?: unknown) =>
    process.stderr.write(`${message} ${meta}\n`),
} as never;

async function main() {
  const knex = Knex({
    client,
    connection,
    useNullAsDefault: true,
    pool: client === 'pg' ? undefined : { min: 1, max: 1 },
  });
  if (!isPostgres(knex)) {
    await WorkStore.create(knex).releaseAll();
  }
  createSweeper(knex, logger, { leaseMs: Number(leaseMs) }).start();
  process.stdout.write('started\n');
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
