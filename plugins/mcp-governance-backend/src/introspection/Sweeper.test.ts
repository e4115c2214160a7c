import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { Listening, listen, startRawServer } from 'fixtures';
import Knex from 'knex';
import { bothDatabases } from '../__testUtils__/databases';

import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { RunningSweep, startSweep } from '../__testUtils__/startSweep';
import { createSweeper, saveEntities } from '../testUtils';
import { WorkStore } from './WorkStore';

jest.setTimeout(90_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});
const opened = <T extends Pick<Listening, 'close'>>(server: T): T => {
  closing.push(() => server.close());
  return server;
};

const rows = async (knex: Knex.Knex) => {
  const [{ n }] = await knex('observations').count({ n: '*' });
  return Number(n);
};
async function until(what: string, probe: () => Promise<boolean>) {
  for (let i = 0; i < 300; i++) {
    if (await probe()) {
      return;
    }
    await delay(50);
  }
  throw new Error(`${what} did not come about`);
}

describe('Sweeper', () => {
  const databases = bothDatabases();

  it.each(databases.eachSupportedId())(
    'lets a hanging server hold one place and nothing else, %s',
    async id => {
      const knex = await migrated(await databases.init(id));
      const hanging = opened(await listen(() => {}));
      const fine = opened(
        await startRawServer({ 'tools/list': { tools: [] } }),
      );
      await saveEntities(knex, [
        ...['h1', 'h2', 'h3'].map(name =>
          serverEntity(name, { url: hanging.url }),
        ),
        ...Array.from({ length: 30 }, (_, i) =>
          serverEntity(`s${i}`, { url: fine.url }),
        ),
      ]);
      const sweeper = createSweeper(knex, mockServices.logger.mock(), {
        totalTimeoutMs: 3_000,
      });
      closing.push(() => sweeper.stop());
      sweeper.start();
      await until('30 observations', async () => (await rows(knex)) >= 30);
      const healthy = await knex('server_state').where({ health: 'healthy' });
      expect(healthy).toHaveLength(30);
      // The three hanging ones still hang: nobody waited for them.
      expect(await rows(knex)).toBe(30);
      await until('the others', async () => (await rows(knex)) === 33);
      const late = await knex('server_state').where({ health: 'unreachable' });
      expect(late.map(row => row.health_reason)).toEqual(
        Array(3).fill('did not answer within 3 s (limit totalTimeout)'),
      );
    },
  );

  it('finishes what it began and gives back the rest when it is stopped', async () => {
    const knex = await migrated(await databases.init('SQLITE_3'));
    const slow = opened(
      await startRawServer({
        'tools/list': (request, res) => {
          setTimeout(() => {
            res.writeHead(200, { 'content-type': 'application/json' });
            res.end(
              JSON.stringify({
                jsonrpc: '2.0',
                id: request.id,
                result: { tools: [] },
              }),
            );
          }, 200);
        },
      }),
    );
    await saveEntities(
      knex,
      Array.from({ length: 20 }, (_, i) =>
        serverEntity(`s${i}`, { url: slow.url }),
      ),
    );
    const sweeper = createSweeper(knex, mockServices.logger.mock());
    sweeper.start();
    await until('a request', async () => slow.requests.length > 0);
    await sweeper.stop();
    expect(await rows(knex)).toBe(4);
    expect(await knex('server_state').whereNotNull('claim')).toEqual([]);
  });

  it.each(databases.eachSupportedId())(
    'holds what takes longer than its lease, %s',
    async id => {
      const knex = await migrated(await databases.init(id));
      const hanging = opened(await listen(() => {}));
      await saveEntities(knex, [serverEntity('slow', { url: hanging.url })]);
      const sweeper = createSweeper(knex, mockServices.logger.mock(), {
        totalTimeoutMs: 1_500,
        leaseMs: 450,
      });
      closing.push(() => sweeper.stop());
      sweeper.start();
      await until(
        'a claim',
        async () =>
          (await knex('server_state').whereNotNull('claim')).length === 1,
      );
      const other = WorkStore.create(knex);
      const deadline = Date.now() + 1_200;
      while (Date.now() < deadline) {
        expect(await other.claim(1, Date.now(), 450)).toEqual([]);
        await delay(100);
      }
      await until('the observation', async () => (await rows(knex)) === 1);
      const [{ health_reason: reason }] = await knex('server_state');
      expect(reason).toContain('limit totalTimeout');
    },
  );

  it('survives what cannot be stored, and stores the others', async () => {
    const knex = await migrated(await databases.init('SQLITE_3'));
    const fine = opened(await startRawServer({ 'tools/list': { tools: [] } }));
    await saveEntities(
      knex,
      ['bad', 'good', 'better'].map(name =>
        serverEntity(name, { url: fine.url }),
      ),
    );
    await knex('servers').where({ name: 'bad' }).update({ entry: 'no JSON' });
    const logger = mockServices.logger.mock();
    const sweeper = createSweeper(knex, logger);
    closing.push(() => sweeper.stop());
    sweeper.start();
    await until('two observations', async () => (await rows(knex)) === 2);
    await until('an error', async () => logger.error.mock.calls.length > 0);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('Recording the observation of server'),
      expect.anything(),
    );
    // What we stumble over is not asked again before its time.
    await until(
      'nothing in hand',
      async () =>
        (await knex('server_state').whereNotNull('claim')).length === 0,
    );
    const [{ due_at: due }] = await knex('server_state')
      .where({ failures: 1 })
      .select('due_at');
    expect(due).toBeGreaterThan(Date.now() + 3_000_000);
  });
});

describe('a backend killed during a sweep', () => {
  const databases = bothDatabases();
  const servers = 60;

  function sweep(knex: Knex.Knex): RunningSweep {
    const running = startSweep(knex, { leaseMs: 2_500 });
    closing.push(() => running.kill());
    return running;
  }

  /** A fleet in which every look takes a while. */
  const slowFleet = () =>
    startRawServer({
      'tools/list': (request, res) => {
        setTimeout(() => {
          res.writeHead(200, { 'content-type': 'application/json' });
          res.end(
            JSON.stringify({
              jsonrpc: '2.0',
              id: request.id,
              result: { tools: [{ name: 'a' }] },
            }),
          );
        }, 40);
      },
    });

  it.each(['better-sqlite3', 'pg'])(
    'leaves no claim stuck and nothing stored twice, %s',
    async client => {
      const file = path.join(tmpdir(), `sweep-${process.pid}.sqlite`);
      closing.push(() => rm(file, { force: true }));
      const fleet = opened(await slowFleet());
      const knex =
        client === 'pg'
          ? await databases.init('POSTGRES_18')
          : Knex({
              client,
              connection: file,
              useNullAsDefault: true,
              pool: { min: 1, max: 1 },
            });
      if (client !== 'pg') {
        closing.push(() => knex.destroy());
      }
      await migrated(knex);
      await saveEntities(
        knex,
        Array.from({ length: servers }, (_, i) =>
          serverEntity(`s${i}`, { url: fleet.url }),
        ),
      );
      const first = sweep(knex);
      await until('part of the sweep', async () => (await rows(knex)) >= 10);
      await first.kill();
      const before = await rows(knex);
      expect(before).toBeLessThan(servers);
      expect(
        (await knex('server_state').whereNotNull('claim')).length,
      ).toBeGreaterThan(0);

      sweep(knex);
      await until('the rest', async () => (await rows(knex)) >= servers);
      await delay(500);
      const perRemote = await knex('observations')
        .groupBy('remote_id')
        .count({ n: '*' });
      expect(perRemote.map(row => Number(row.n))).toEqual(
        Array(servers).fill(1),
      );
      expect(await knex('server_state').whereNotNull('claim')).toEqual([]);
      expect(await knex('snapshots').count({ n: '*' })).toEqual([
        { n: client === 'pg' ? '1' : 1 },
      ]);
    },
  );
});
