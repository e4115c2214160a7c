import { Knex } from 'knex';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { saveEntities } from '../testUtils';
import { compactObservations } from './compactObservations';
import { outcomeCodes, triggerCodes } from './ObservationStore';

jest.setTimeout(150_000);

const DAY = 86_400_000;
const HOUR = DAY / 24;
const now = Date.parse('2026-11-20T10:00:00Z');
const retention = { keepAllMs: 30 * DAY, keepDailyMs: 100 * DAY };

describe('compactObservations', () => {
  const databases = bothDatabases();

  async function setUp(id: Parameters<typeof databases.init>[0]) {
    const knex = await migrated(await databases.init(id));
    await saveEntities(knex, [serverEntity('s'), serverEntity('t')]);
    const [s, t] = await knex('remotes').orderBy('id').pluck('id');
    return { knex, s, t };
  }
  const observe = async (
    knex: Knex,
    remoteId: number,
    times: string[],
    trigger: keyof typeof triggerCodes = 'schedule',
  ) =>
    knex.batchInsert(
      'observations',
      times.map(time => ({
        remote_id: remoteId,
        observed_at: Date.parse(time),
        duration_ms: 1,
        outcome: outcomeCodes.observed,
        trigger: triggerCodes[trigger],
      })),
      50,
    );
  const left = async (knex: Knex, remoteId: number) =>
    (
      await knex('observations')
        .where({ remote_id: remoteId })
        .orderBy('observed_at')
        .pluck('observed_at')
    ).map(at => new Date(Number(at)).toISOString().slice(0, 16));

  it.each(databases.eachSupportedId())(
    'keeps all of a month, then the last of each day, then none, %s',
    async id => {
      const { knex, s } = await setUp(id);
      await observe(knex, s, [
        // Beyond a hundred days, which are counted from the start of the day.
        '2026-08-01T00:00:00Z',
        '2026-08-11T23:59:59Z',
        // Beyond thirty.
        '2026-08-12T00:00:00Z',
        '2026-08-12T09:00:00Z',
        '2026-08-12T23:59:59Z',
        '2026-08-13T00:00:00Z',
        '2026-10-20T12:00:00Z',
        '2026-10-20T13:00:00Z',
        // Within.
        '2026-10-21T00:00:00Z',
        '2026-10-21T01:00:00Z',
        '2026-11-20T09:00:00Z',
      ]);
      expect(await compactObservations(knex, retention, now)).toBe(5);
      const expected = [
        '2026-08-12T23:59',
        '2026-08-13T00:00',
        '2026-10-20T13:00',
        '2026-10-21T00:00',
        '2026-10-21T01:00',
        '2026-11-20T09:00',
      ];
      expect(await left(knex, s)).toEqual(expected);
      // Again, and later on the same day: nothing more.
      expect(await compactObservations(knex, retention, now + 13 * HOUR)).toBe(
        0,
      );
      expect(await left(knex, s)).toEqual(expected);
    },
  );

  it.each(databases.eachSupportedId())(
    'never removes the latest of a remote, nor the latest attempt before an upload, %s',
    async id => {
      const { knex, s, t } = await setUp(id);
      await observe(knex, s, ['2020-01-01T00:00:00Z', '2020-01-01T01:00:00Z']);
      await observe(knex, t, ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z']);
      await observe(
        knex,
        t,
        ['2020-01-03T00:00:00Z', '2020-01-04T00:00:00Z'],
        'upload',
      );
      await compactObservations(knex, retention, now);
      expect(await left(knex, s)).toEqual(['2020-01-01T01:00']);
      expect(await left(knex, t)).toEqual([
        '2020-01-02T00:00',
        '2020-01-04T00:00',
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'never removes one that first saw a snapshot, %s',
    async id => {
      const { knex, s, t } = await setUp(id);
      const times = ['2020-01-01T00:00:00Z', '2020-01-01T01:00:00Z'];
      await observe(knex, s, [...times, '2026-11-20T09:00:00Z']);
      await observe(knex, t, [...times, '2026-11-20T09:00:00Z']);
      const [{ id: snapshotId }] = await knex('snapshots').insert(
        {
          hash: 'x',
          transport: 'sse',
          era: 'legacy',
          protocol_version: '1',
          principal: 'anonymous',
          first_seen_at: 0,
          server_info: '{}',
          content: '{}',
        },
        ['id'],
      );
      await knex('snapshot_arrivals').insert({
        remote_id: s,
        snapshot_id: snapshotId,
        observed_at: Date.parse(times[0]),
      });
      await compactObservations(knex, retention, now);
      expect(await left(knex, s)).toEqual([
        '2020-01-01T00:00',
        '2026-11-20T09:00',
      ]);
      // The same time of another remote is nothing special.
      expect(await left(knex, t)).toEqual(['2026-11-20T09:00']);
    },
  );

  it.each(databases.eachSupportedId())(
    'gets through very many, %s',
    async id => {
      const { knex, s } = await setUp(id);
      const start = Date.parse('2026-01-01T00:00:00Z');
      await observe(
        knex,
        s,
        Array.from({ length: 96 * 40 }, (_, n) =>
          new Date(start + n * 15 * 60_000).toISOString(),
        ),
      );
      const asOf = start + 100 * DAY;
      expect(
        await compactObservations(
          knex,
          { keepAllMs: 10 * DAY, keepDailyMs: 80 * DAY },
          asOf,
        ),
      ).toBe(96 * 40 - 20);
      expect(await left(knex, s)).toHaveLength(20);
    },
  );

  it('stops between remotes when it is told to', async () => {
    const { knex, s } = await setUp('SQLITE_3');
    await observe(knex, s, ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z']);
    expect(
      await compactObservations(knex, retention, now, AbortSignal.abort()),
    ).toBe(0);
    expect(await left(knex, s)).toHaveLength(2);
  });
});
