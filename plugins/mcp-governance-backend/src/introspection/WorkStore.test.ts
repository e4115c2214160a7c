import { mockServices } from '@backstage/backend-test-utils';
import { readServerEntry } from 'backstage-plugin-mcp-governance-common';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { openDatabase } from '../database/openDatabase';
import { ProjectionStore } from '../servers/ProjectionStore';
import { WorkStore } from './WorkStore';

jest.setTimeout(60_000);

describe('WorkStore', () => {
  const databases = bothDatabases();

  async function setUp(
    id: Parameters<typeof databases.init>[0],
    count: number,
  ) {
    const knex = await databases.init(id);
    await openDatabase(mockServices.database({ knex }));
    const projection = ProjectionStore.create(knex);
    for (let i = 0; i < count; i++) {
      const { entry } = readServerEntry(serverEntity(`s${i}`));
      await projection.save(
        { entry, etag: '1', warnings: [] },
        undefined,
        1_000,
      );
    }
    return { knex, work: WorkStore.create(knex), projection };
  }

  it.each(databases.eachSupportedId())(
    'claims each server once, however many ask at a time, %s',
    async id => {
      const { work } = await setUp(id, 20);
      const claims = await Promise.all(
        Array.from({ length: 5 }, () => work.claim(6, 2_000, 10_000)),
      );
      const ids = claims.flat().map(claim => claim.serverId);
      // A claim that met locked rows may have come back short; nobody got a row twice.
      expect(new Set(ids).size).toBe(ids.length);
      const rest = await work.claim(100, 2_000, 10_000);
      expect(ids.length + rest.length).toBe(20);
      expect(await work.claim(100, 2_000, 10_000)).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'gives a claim to another once its lease has ended, %s',
    async id => {
      const { work } = await setUp(id, 1);
      const [first] = await work.claim(1, 2_000, 10_000);
      expect(await work.claim(1, 12_000, 10_000)).toEqual([]);
      const [second] = await work.claim(1, 12_001, 10_000);
      expect(second.serverId).toBe(first.serverId);
      expect(second.token).not.toBe(first.token);
      // The one who lost it cannot give it back.
      await work.release([first]);
      expect(await work.claim(1, 13_000, 10_000)).toEqual([]);
      await work.release([second]);
      expect(await work.claim(1, 13_000, 10_000)).toHaveLength(1);
      await work.releaseAll();
      expect(await work.claim(1, 13_000, 10_000)).toHaveLength(1);
    },
  );

  it.each(databases.eachSupportedId())(
    'puts what a person asks for first, once, %s',
    async id => {
      const { work } = await setUp(id, 3);
      const all = await work.claim(3, 2_000, 10_000);
      await work.release(all);
      const wanted = all[2].serverId;
      await work.request(wanted, 2_000);
      await work.request(wanted, 2_500);
      expect(await work.stateOf(wanted, 2_500)).toMatchObject({
        isRunning: false,
        requestedAt: 2_000,
      });
      const [first] = await work.claim(1, 2_600, 10_000);
      expect(first).toMatchObject({ serverId: wanted, trigger: 'person' });
      expect(await work.stateOf(wanted, 2_700)).toMatchObject({
        isRunning: true,
      });
      const [second] = await work.claim(1, 2_600, 10_000);
      expect(second).toMatchObject({ trigger: 'schedule' });
    },
  );

  it.each(databases.eachSupportedId())(
    'leaves alone what cannot be looked at or is gone, %s',
    async id => {
      const { work, projection } = await setUp(id, 1);
      const { entry } = readServerEntry(
        serverEntity('local', { remotes: [{ type: 'stdio', url: 'npx x' }] }),
      );
      await projection.save(
        { entry, etag: '1', warnings: [] },
        undefined,
        1_000,
      );
      const known = await projection.known();
      const local = known.get('api:default/local');
      const other = known.get('api:default/s0');
      await projection.markAbsent(other?.id ?? 0);
      await work.request(local?.id ?? 0, 2_000);
      expect(await work.claim(10, 2_000, 10_000)).toEqual([]);
    },
  );
});
