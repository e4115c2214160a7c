import { ChangeLogEntry } from 'backstage-plugin-mcp-governance-common';
import { DateTime } from 'luxon';

/** What changed on one day of the reader’s zone. */
export interface Day {
  /** ISO date. */
  date: string;
  /** E.g. `Today`, or `Friday, 20 November 2026` as the reader’s language has it. */
  title: string;
  entries: ChangeLogEntry[];
}

function titleOf(day: DateTime, today: DateTime): string {
  const full = day.toLocaleString(DateTime.DATE_HUGE);
  switch (Math.round(today.diff(day, 'days').days)) {
    case 0:
      return `Today, ${full}`;
    case 1:
      return `Yesterday, ${full}`;
    default:
      return full;
  }
}

/** Entries of a change log by day, in their order. `now` has the reader’s zone. */
export function groupByDay(
  entries: readonly ChangeLogEntry[],
  now: DateTime,
): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = DateTime.fromISO(entry.at, { zone: now.zone }).startOf('day');
    const date = day.toISODate() ?? entry.at;
    const last = days[days.length - 1];
    if (last?.date === date) {
      last.entries.push(entry);
    } else {
      days.push({
        date,
        title: titleOf(day, now.startOf('day')),
        entries: [entry],
      });
    }
  }
  return days;
}
