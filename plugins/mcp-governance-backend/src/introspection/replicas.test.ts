import { setTimeout as delay } from 'node:timers/promises';
import { Listening, startRawServer } from 'fixtures';
import { Knex } from 'knex';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { startSweep } from '../__testUtils__/startSweep';
import { saveEntities } from '../testUtils';

jest.setTimeout(150_000);

const SERVERS = 200;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

async function until(what: string, probe: () => Promise<boolean>) {
  for (let i = 0; i < 600; i++) {
    if (await probe()) {
      return;
    }
    await delay(50);
  }
  throw new Error(`${what} did not come about`);
}

/** One host that answers for many servers, and remembers how many looks it saw at a time. */
async function startHost(delayMs: number) {
  let listing = 0;
  const seen = { atOnce: 0, lists: new Map<string, number>() };
  const host = await startRawServer({
    'tools/list': (request, res, req) => {
      const { url = '' } = req;
      listing += 1;
      seen.atOnce = Math.max(seen.atOnce, listing);
      seen.lists.set(url, (seen.lists.get(url) ?? 0) + 1);
      setTimeout(() => {
        listing -= 1;
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(
          JSON.stringify({
            jsonrpc: '2.0',
            id: request.id,
            result: { tools: [{ name: 'a' }] },
          }),
        );
      }, delayMs);
    },
  });
  closing.push(() => host.close());
  return { ...host, seen };
}

const urlOf = ({ url }: Listening, n: number) =>
  url.replace('/mcp', `/${n}/mcp`);

/** When each remote was observed, oldest first. */
async function observationTimes(knex: Knex): Promise<Map<number, number[]>> {
  const rows = await knex('observations')
    .orderBy('observed_at')
    .select<{ remote_id: number; observed_at: string }[]>([
      'remote_id',
      'observed_at',
    ]);
  const times = new Map<number, number[]>();
  for (const { remote_id: id, observed_at: at } of rows) {
    times.set(id, [...(times.get(id) ?? []), Number(at)]);
  }
  return times;
}

describe('two backends on one PostgreSQL', () => {
  const databases = bothDatabases();

  async function setUp(hosts: Listening[]) {
    const knex = await migrated(await databases.init('POSTGRES_18'));
    await saveEntities(
      knex,
      Array.from({ length: SERVERS }, (_, n) =>
        serverEntity(`s${n}`, { url: urlOf(hosts[n % hosts.length], n) }),
      ),
    );
    return knex;
  }
  const sweep = (...args: Parameters<typeof startSweep>) => {
    const running = startSweep(...args);
    closing.push(() => running.kill());
    return running;
  };

  it('look at each server exactly once per interval, and at no host more often at a time than allowed', async () => {
    const intervalMs = 4_000;
    const rounds = 3;
    const hosts = [await startHost(5), await startHost(5)];
    const knex = await setUp(hosts);
    const options = { leaseMs: 10_000, intervalMs, hostConcurrency: 3 };
    const replicas = [sweep(knex, options), sweep(knex, options)];
    await until('three rounds', async () => {
      const times = await observationTimes(knex);
      return (
        times.size === SERVERS &&
        [...times.values()].every(({ length }) => length >= rounds)
      );
    });
    const times = await observationTimes(knex);
    await Promise.all(replicas.map(replica => replica.kill()));

    const gaps = [...times.values()].flatMap(all =>
      all.slice(1, rounds).map((at, i) => at - all[i]),
    );
    expect(gaps).toHaveLength(SERVERS * (rounds - 1));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(intervalMs);
    // An interval, a tenth of jitter, and its turn among the others.
    expect(Math.max(...gaps)).toBeLessThan(1.1 * intervalMs + 3_000);
    for (const { seen } of hosts) {
      expect(seen.lists.size).toBe(SERVERS / hosts.length);
      expect(seen.atOnce).toBe(3);
    }
    // Neither did the work alone.
    for (const { recorded } of replicas) {
      expect(new Set(recorded).size).toBeGreaterThan(SERVERS / 10);
    }
  });

  it('take over what one of them had begun when it was killed, after its lease', async () => {
    const leaseMs = 3_000;
    const host = await startHost(60);
    const knex = await setUp([host]);
    const [victim, survivor] = [
      sweep(knex, { leaseMs }),
      sweep(knex, { leaseMs }),
    ];
    await until(
      'both at work',
      async () =>
        victim.recorded.length >= 10 && survivor.recorded.length >= 10,
    );
    await victim.kill();
    const begun = new Set(victim.claimed);
    const left = await knex('server_state')
      .whereIn('server_id', [...begun])
      .whereNotNull('claim')
      .select<{ server_id: number; lease_until: string }[]>([
        'server_id',
        'lease_until',
      ]);
    expect(left.length).toBeGreaterThan(0);
    expect((await observationTimes(knex)).size).toBeLessThan(SERVERS);

    await until(
      'every server observed',
      async () => (await observationTimes(knex)).size === SERVERS,
    );
    // Time enough for whatever would be done twice.
    await delay(500);
    const times = await observationTimes(knex);
    expect([...times.values()].map(({ length }) => length)).toEqual(
      Array(SERVERS).fill(1),
    );
    expect(await knex('server_state').whereNotNull('claim')).toEqual([]);

    const remotes = await knex('remotes').select(['id', 'server_id']);
    for (const { server_id: serverId, lease_until: leaseUntil } of left) {
      expect(survivor.recorded).toContain(serverId);
      const { id } = remotes.find(row => row.server_id === serverId);
      expect(times.get(id)?.[0]).toBeGreaterThanOrEqual(Number(leaseUntil));
    }
    // What was under way at that moment is asked again, and nothing else.
    const askedTwice = [...host.seen.lists.values()].filter(n => n > 1);
    expect(askedTwice.length).toBeLessThanOrEqual(left.length);
    expect(Math.max(...host.seen.lists.values())).toBeLessThanOrEqual(2);
  });
});
