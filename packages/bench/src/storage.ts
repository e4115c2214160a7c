import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from 'fixtures';
import createKnex, { Knex } from 'knex';

export type Engine = 'sqlite' | 'postgres';

/** A fresh database with the plugin's tables. */
export interface Storage {
  engine: Engine;
  knex: Knex;
  /** Bytes of live rows and their indexes, once everything is written out. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

const migrations = path.join(
  path.dirname(
    require.resolve('backstage-plugin-mcp-governance-backend/package.json'),
  ),
  'migrations',
);

async function openSqlite(): Promise<Storage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const filename = path.join(folder, 'bench.sqlite');
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  return {
    engine: 'sqlite',
    knex,
    async bytes() {
      await knex.raw('pragma wal_checkpoint(truncate)');
      await knex.raw('vacuum');
      return (await stat(filename)).size;
    },
    async close() {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function openPostgres(): Promise<Storage> {
  const server = await startPostgres();
  const knex = createKnex({
    client: 'pg',
    connection: server.connectionString,
    pool: { min: 0, max: 10 },
  });
  return {
    engine: 'postgres',
    knex,
    async bytes() {
      await knex.raw('vacuum full');
      await knex.raw('checkpoint');
      const { rows } = await knex.raw(
        "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
      );
      return Number(rows[0].bytes);
    },
    async close() {
      await knex.destroy();
      await server.stop();
    },
  };
}

export async function openStorage(engine: Engine): Promise<Storage> {
  const storage =
    engine === 'sqlite' ? await openSqlite() : await openPostgres();
  await storage.knex.migrate.latest({ directory: migrations });
  return storage;
}
