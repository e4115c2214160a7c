/** When servers are looked at. */
export interface Schedule {
  intervalMs: number;
  /** A failing server is looked at ever more rarely, but at least this often. */
  maxBackoffMs: number;
}

/** Spreads servers over time, as a share of the interval. */
const JITTER = 0.1;

/**
 * When a server is due again. Never earlier than an interval from now; after the
 * first failure the interval doubles with each one in a row.
 */
export function nextDue(
  now: number,
  failures: number,
  { intervalMs, maxBackoffMs }: Schedule,
  random: () => number = Math.random,
): number {
  const doubled = intervalMs * 2 ** Math.min(Math.max(failures - 1, 0), 20);
  const wait = Math.max(intervalMs, Math.min(doubled, maxBackoffMs));
  return Math.round(now + wait * (1 + JITTER * random()));
}
