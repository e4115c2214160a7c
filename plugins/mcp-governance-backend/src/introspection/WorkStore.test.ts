import { mockServices } from '@backstage/backend-test-utils';
import { readServerEntry } from 'backstage-plugin-mcp-governance-common';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { openDatabase } from '../database/openDatabase';
import { ProjectionStore } from '../servers/ProjectionStore';
import { Claim, WorkStore } from './WorkStore';

jest.setTimeout(150_000);

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

  it.each(databases.eachSupportedId())(
    'renews claims that are still held, and no others, %s',
    async id => {
      const { work } = await setUp(id, 2);
      const [kept, lost] = await work.claim(2, 2_000, 10_000);
      await work.release([lost]);
      const [retaken] = await work.claim(1, 3_000, 10_000);
      expect(retaken.serverId).toBe(lost.serverId);
      expect(await work.renew([kept, lost], 11_000, 10_000)).toEqual([kept]);
      // The renewed one is held beyond its first lease, the other one is free by then.
      const later = await work.claim(2, 15_000, 10_000);
      expect(later.map(({ serverId }) => serverId)).toEqual([lost.serverId]);
    },
  );

  describe('with so many looks at a time per host', () => {
    async function setUpHosts(
      id: Parameters<typeof databases.init>[0],
      urls: string[][],
    ) {
      const { knex, projection } = await setUp(id, 0);
      for (const [n, remotes] of urls.entries()) {
        const { entry } = readServerEntry(
          serverEntity(`s${n}`, {
            remotes: remotes.map(url =>
              url.startsWith('stdio:')
                ? { type: 'stdio', url }
                : { type: 'streamable-http', url },
            ),
          }),
        );
        await projection.save(
          { entry, etag: '1', warnings: [] },
          undefined,
          // The longest due first, in this order.
          1_000 + n,
        );
      }
      const work = WorkStore.create(knex, { hostConcurrency: 2 });
      return { knex, work };
    }
    const a = 'https://a.example.com/mcp';
    const b = 'https://b.example.com/mcp';
    const aOnOtherPort = 'https://a.example.com:8443/mcp';
    const names = (claims: Claim[]) =>
      claims.map(({ remotes }) => remotes.map(({ url }) => url).join(' '));

    it.each(databases.eachSupportedId())(
      'passes over those of a full host, however many are due before others, %s',
      async id => {
        const { work } = await setUpHosts(id, [
          ...Array.from({ length: 20 }, () => [a]),
          [b],
          [aOnOtherPort],
          ['no URL'],
        ]);
        const claims = await work.claim(10, 2_000, 10_000);
        expect(names(claims)).toEqual([a, a, b, aOnOtherPort, 'no URL']);
        expect(await work.claim(10, 2_000, 10_000)).toEqual([]);
        await work.release(claims.slice(0, 1));
        expect(names(await work.claim(10, 2_000, 10_000))).toEqual([a]);
        // A lease that has ended takes no place.
        expect(names(await work.claim(10, 12_001, 10_000))).toHaveLength(5);
      },
    );

    it.each(databases.eachSupportedId())(
      'counts a server with several remotes for each of their hosts, %s',
      async id => {
        const { work } = await setUpHosts(id, [
          [a, b, 'stdio:x'],
          [a],
          [a],
          [b],
          [b],
        ]);
        const claims = await work.claim(10, 2_000, 10_000);
        expect(names(claims)).toEqual([`${a} ${b} stdio:x`, a, b]);
      },
    );

    it.each(databases.eachSupportedId())(
      'holds however many ask at the same moment, %s',
      async id => {
        const { knex, work } = await setUpHosts(
          id,
          Array.from({ length: 40 }, (_, n) => [n % 2 ? a : b]),
        );
        const rounds = await Promise.all(
          Array.from({ length: 8 }, () => work.claim(4, 2_000, 10_000)),
        );
        const mine = rounds.flat();
        expect(mine.length).toBeGreaterThan(0);
        const perHost = await knex('server_state')
          .join('remotes', 'remotes.server_id', 'server_state.server_id')
          .whereNotNull('claim')
          .groupBy('host')
          .count({ n: '*' });
        for (const { n } of perHost) {
          expect(Number(n)).toBeLessThanOrEqual(2);
        }
      },
    );
  });
});
