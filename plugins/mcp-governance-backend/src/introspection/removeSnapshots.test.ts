import { Snapshot, hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { saveEntities } from '../testUtils';
import { recordArrival } from './recordArrival';
import { removeSnapshots } from './removeSnapshots';
import { SnapshotStore } from './SnapshotStore';
import { snapshotPointers } from './snapshotPointers';

jest.setTimeout(150_000);

const snapshotOf = (tool: string): Snapshot => ({
  format: 'mcp-governance/snapshot@1',
  takenWith: {
    transport: 'streamable-http',
    era: 'legacy',
    protocolVersion: '2025-11-25',
    principal: 'anonymous',
  },
  serverInfo: { name: 'x', version: '1' },
  capabilities: { tools: {} },
  tools: { status: 'listed', items: [{ name: tool }] },
  prompts: { status: 'notAdvertised' },
  resources: { status: 'notAdvertised' },
  resourceTemplates: { status: 'notAdvertised' },
  auth: { status: 'accepted', methods: [] },
});

/** Every column with a foreign key to `snapshots`, and every other one that is named like a pointer to one. */
async function pointingColumns(knex: Knex): Promise<string[]> {
  if (knex.client.config.client === 'pg') {
    const { rows } = await knex.raw(
      `select table_name || '.' || column_name as name
       from information_schema.columns
       where table_schema = current_schema() and column_name ~ 'snapshot'`,
    );
    return rows.map(({ name }: { name: string }) => name);
  }
  const tables: string[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .pluck('name');
  const found: string[] = [];
  for (const table of tables) {
    const columns = await knex.raw(`pragma table_info('${table}')`);
    const keys = await knex.raw(`pragma foreign_key_list('${table}')`);
    const pointing = new Set<string>([
      ...columns
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => name.includes('snapshot')),
      ...keys
        .filter((key: { table: string }) => key.table === 'snapshots')
        .map((key: { from: string }) => key.from),
    ]);
    found.push(...[...pointing].map(column => `${table}.${column}`));
  }
  return found;
}

describe('removeSnapshots', () => {
  const databases = bothDatabases();

  async function setUp(id: Parameters<typeof databases.init>[0]) {
    const knex = await migrated(await databases.init(id));
    await saveEntities(knex, [serverEntity('s')]);
    const [remoteId] = await knex('remotes').pluck('id');
    const arrive = (tool: string, observedAt: number) =>
      knex.transaction(tx => {
        const snapshot = snapshotOf(tool);
        const hashes = hashSnapshot(snapshot);
        return recordArrival(tx, { remoteId, snapshot, hashes, observedAt });
      });
    const store = (tool: string) => {
      const snapshot = snapshotOf(tool);
      return SnapshotStore.create(knex).save(
        snapshot,
        hashSnapshot(snapshot).whole,
        1,
      );
    };
    return { knex, remoteId, arrive, store };
  }

  it.each(databases.eachSupportedId())(
    'knows every column that points to snapshots, %s',
    async id => {
      const { knex } = await setUp(id);
      expect((await pointingColumns(knex)).sort()).toEqual(
        snapshotPointers
          .map(({ table, column }) => `${table}.${column}`)
          .sort(),
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'removes only what nothing points to, %s',
    async id => {
      const { knex, remoteId, arrive, store } = await setUp(id);
      const { snapshotId: arrived } = await arrive('a', 1);
      const { snapshotId: latest } = await arrive('b', 2);
      const orphan = await store('c');
      const seen = await store('d');
      await knex('observations').insert({
        remote_id: remoteId,
        observed_at: 3,
        duration_ms: 1,
        outcome: 0,
        trigger: 0,
        snapshot_id: seen,
      });
      const listed = await store('e');
      await knex('remotes').update({
        section_snapshots: JSON.stringify({ prompts: listed }),
      });
      expect(await removeSnapshots(knex)).toBe(1);
      expect(await knex('snapshots').orderBy('id').pluck('id')).toEqual(
        [arrived, latest, seen, listed].sort((x, y) => x - y),
      );
      expect(orphan).not.toBe(seen);
      expect(await removeSnapshots(knex)).toBe(0);
      // What came back after it was removed is stored anew.
      expect(await store('c')).toBeGreaterThan(0);
    },
  );

  it('leaves a snapshot that is being pointed to at this moment', async () => {
    const { knex, arrive, store } = await setUp('POSTGRES_18');
    const id = await store('a');
    const snapshot = snapshotOf('a');
    await knex.transaction(async tx => {
      // Found, and so held, before anything points to it.
      expect(
        await SnapshotStore.create(tx).save(
          snapshot,
          hashSnapshot(snapshot).whole,
          1,
        ),
      ).toBe(id);
      expect(await removeSnapshots(knex)).toBe(0);
    });
    expect((await arrive('a', 2)).snapshotId).toBe(id);
    expect(await removeSnapshots(knex)).toBe(0);
  });

  it('is stored anew where it was removed at this moment', async () => {
    const { knex, arrive, store } = await setUp('POSTGRES_18');
    const id = await store('a');
    const removal = await knex.transaction();
    await removal('snapshots').where({ id }).delete();
    const arrival = arrive('a', 2);
    await new Promise(resolve => setTimeout(resolve, 100));
    await removal.commit();
    const { snapshotId } = await arrival;
    expect(snapshotId).not.toBe(id);
    expect(await knex('snapshots').pluck('id')).toEqual([snapshotId]);
  });
});
