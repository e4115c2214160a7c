import { Snapshot, hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { ChangeLogStore } from '../changes/ChangeLogStore';
import { saveEntities } from '../testUtils';
import { ArrivalStore } from './ArrivalStore';
import { ObservationStore } from './ObservationStore';
import { ObservedServer } from './observeServer';
import { nextDue } from './schedule';
import { Claim, WorkStore } from './WorkStore';

jest.setTimeout(150_000);

const schedule = { intervalMs: 60_000, maxBackoffMs: 600_000 };

function snapshotWith(tools: object[], principal = 'anonymous'): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal,
    },
    serverInfo: { name: 'x', version: '1' },
    capabilities: { tools: {} },
    tools: { status: 'listed', items: tools as never },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'accepted', methods: [] },
  };
}

function saw(
  claim: Claim,
  at: number,
  snapshot: Snapshot | 'unchanged' | 'down',
): ObservedServer {
  const [remote] = claim.remotes;
  const base = { remote, observedAt: at, durationMs: 5, wasEraAsked: false };
  if (snapshot === 'down') {
    const failure = { kind: 'refused' as const, message: 'refused' };
    return {
      claim,
      remotes: [
        {
          ...base,
          result: { status: 'failed', failure },
          outcome: { status: 'failed', failure },
        },
      ],
      standing: { health: 'unreachable', reason: 'refused' },
    };
  }
  return {
    claim,
    standing: { health: 'healthy' },
    remotes: [
      snapshot === 'unchanged'
        ? {
            ...base,
            result: { status: 'unchanged' },
            outcome: { status: 'observed' },
          }
        : {
            ...base,
            result: {
              status: 'observed',
              fingerprint: hashSnapshot(snapshot).whole,
              snapshot,
            },
            hashes: hashSnapshot(snapshot),
            outcome: { status: 'observed' },
          },
    ],
  };
}

describe('ObservationStore', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function setUp(names = ['s']) {
      const knex = await migrated(await databases.init(id));
      await saveEntities(
        knex,
        names.map(name => serverEntity(name)),
      );
      return {
        knex,
        work: WorkStore.create(knex),
        store: ObservationStore.create(knex, schedule),
        arrivals: ArrivalStore.create(knex),
      };
    }
    const count = async (knex: Knex, table: string) =>
      Number((await knex(table).count({ n: '*' }))[0].n);

    it('stores an unchanged observation as one small row', async () => {
      const { knex, work, store, arrivals } = await setUp();
      const [first] = await work.claim(1, 2_000, 5_000);
      await store.save(
        [saw(first, 2_000, snapshotWith([{ name: 'a' }]))],
        2_010,
      );
      expect(await work.claim(1, 62_000, 5_000)).toEqual([]);
      const [second] = await work.claim(1, 70_000, 5_000);
      expect(second.remotes[0]).toMatchObject({ era: 'legacy' });
      await store.save([saw(second, 70_000, 'unchanged')], 70_010);
      expect(await count(knex, 'snapshots')).toBe(1);
      expect(await count(knex, 'snapshot_arrivals')).toBe(1);
      const { items } = await arrivals.observations(second.serverId, {
        limit: 10,
        offset: 0,
      });
      expect(items.map(item => [item.observedAt, item.snapshot])).toEqual([
        [70_000, expect.stringContaining('sha256')],
        [2_000, expect.stringContaining('sha256')],
      ]);
    });

    it('stores equal answers of two servers once', async () => {
      const { knex, work, store } = await setUp(['s', 't']);
      const claims = await work.claim(2, 2_000, 5_000);
      await store.save(
        claims.map(claim => saw(claim, 2_000, snapshotWith([{ name: 'a' }]))),
        2_010,
      );
      expect(await count(knex, 'snapshots')).toBe(1);
      expect(await count(knex, 'observations')).toBe(2);
    });

    it('stores nothing of a server whose claim was lost', async () => {
      const { knex, work, store } = await setUp(['s', 't']);
      const late = await work.claim(2, 2_000, 5_000);
      const [taken] = await work.claim(1, 8_000, 5_000);
      const batch = late.map(claim =>
        saw(claim, 2_000, snapshotWith([{ name: 'a' }])),
      );
      await store.save(batch, 8_010);
      // The other one is still ours, though its lease is over: nobody took it.
      expect(await count(knex, 'observations')).toBe(1);
      await store.save([saw(taken, 8_000, snapshotWith([]))], 8_020);
      expect(await count(knex, 'observations')).toBe(2);
      await store.save(batch, 8_030);
      expect(await count(knex, 'observations')).toBe(2);
    });

    it('says of lists seen by another principal that they cannot be compared', async () => {
      const { knex, work, store } = await setUp();
      const [first] = await work.claim(1, 2_000, 5_000);
      await store.save(
        [saw(first, 2_000, snapshotWith([{ name: 'a' }, { name: 'b' }]))],
        2_010,
      );
      const [second] = await work.claim(1, 70_000, 5_000);
      await store.save(
        [saw(second, 70_000, snapshotWith([{ name: 'a' }], 'bearer:x'))],
        70_010,
      );
      const log = await ChangeLogStore.create(knex).list(
        { visible: 'all' },
        { limit: 10, offset: 0 },
      );
      expect(log).toMatchObject([
        { verdict: 'unknown', changes: [{ kind: 'items-not-comparable' }] },
      ]);
    });

    it('looks at a failing server ever more rarely, and as usual once it is back', async () => {
      const { knex, work, store } = await setUp();
      let now = 2_000;
      const gaps: number[] = [];
      for (let i = 0; i < 6; i++) {
        const [claim] = await work.claim(1, now, 5_000);
        await store.save(
          [saw(claim, now, i < 5 ? 'down' : snapshotWith([]))],
          now,
        );
        const { due_at: due } = await knex('server_state').first('due_at');
        gaps.push(Math.floor((Number(due) - now) / 60_000));
        now = Number(due);
      }
      expect(gaps).toEqual([1, 2, 4, 8, 10, 1]);
    });
  });
});

describe('nextDue', () => {
  it('is never earlier than an interval, and spread by a tenth of it', () => {
    expect(nextDue(0, 0, schedule, () => 0)).toBe(60_000);
    expect(nextDue(0, 0, schedule, () => 1)).toBe(66_000);
    expect(nextDue(0, 99, schedule, () => 0)).toBe(600_000);
  });
});
