import { DateTime } from 'luxon';
import { entryOf } from '../__testUtils__/changes';
import { groupByDay } from './groupByDay';

const entries = [
  entryOf('c', { at: '2026-11-20T23:30:00.000Z' }),
  entryOf('b', { at: '2026-11-20T22:30:00.000Z' }),
  entryOf('a', { at: '2026-11-20T00:10:00.000Z' }),
];

const idsByDate = (zone: string) =>
  groupByDay(entries, DateTime.fromISO('2026-11-21T09:00', { zone })).map(
    ({ date, entries: own }) => [date, ...own.map(({ id }) => id)],
  );

describe('groupByDay', () => {
  it('takes the days of the reader’s zone', () => {
    expect(idsByDate('UTC')).toEqual([['2026-11-20', 'c', 'b', 'a']]);
    expect(idsByDate('Europe/Berlin')).toEqual([
      ['2026-11-21', 'c'],
      ['2026-11-20', 'b', 'a'],
    ]);
    expect(idsByDate('America/New_York')).toEqual([
      ['2026-11-20', 'c', 'b'],
      ['2026-11-19', 'a'],
    ]);
  });

  it('calls today and yesterday so', () => {
    const titles = groupByDay(
      entries,
      DateTime.fromISO('2026-11-21T09:00', { zone: 'Europe/Berlin' }),
    ).map(({ title }) => title);
    expect(titles).toEqual([
      expect.stringMatching(/^Today, /),
      expect.stringMatching(/^Yesterday, /),
    ]);
  });

  it('is not led astray by a day of 23 hours', () => {
    const [day] = groupByDay(
      [entryOf('a', { at: '2026-03-28T12:00:00.000Z' })],
      DateTime.fromISO('2026-03-30T01:00', { zone: 'Europe/Berlin' }),
    );
    expect(day.title).not.toMatch(/Today|Yesterday/);
  });
});
