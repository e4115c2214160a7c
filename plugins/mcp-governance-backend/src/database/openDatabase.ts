import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrations = resolvePackagePath(
  'backstage-plugin-mcp-governance-backend',
  'migrations',
);

/** The plugin's database with its tables up to date. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrations });
  }
  return knex;
}

/** Whether rows are claimed with `FOR UPDATE SKIP LOCKED`; SQLite has one process and needs no locks. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/** `ref in (…)` over more values than a statement takes parameters: one parameter, expanded by the database. */
export function inIds(knex: Knex, column: string, ids: readonly number[]) {
  // The sum keeps the planner on the index that the list is sorted by.
  return isPostgres(knex)
    ? knex.raw('(?? + 0) = any(?::int[])', [column, `{${ids.join(',')}}`])
    : knex.raw('(?? + 0) in (select value from json_each(?))', [
        column,
        `[${ids.join(',')}]`,
      ]);
}
