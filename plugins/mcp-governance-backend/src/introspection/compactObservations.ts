import { Knex } from 'knex';
import { toNumber } from '../database/json';
import { triggerCodes } from './ObservationStore';

/** How long observations are kept, counted from now. */
export interface Retention {
  /** All of them. */
  keepAllMs: number;
  /** One a day (UTC) of each remote. */
  keepDailyMs: number;
}

/**
 * Tables whose rows say more of an observation, which they name by `remote_id` and
 * `observed_at`: that it first saw a snapshot, and what changed. Such an observation
 * is kept for good; whoever adds a table of this kind adds it here.
 */
const observationRecords: readonly string[] = ['snapshot_arrivals'];

const DAY_MS = 86_400_000;
const BATCH = 500;

const startOfDay = (time: number) => Math.floor(time / DAY_MS) * DAY_MS;

/** The latest attempt to talk to a remote, and the latest upload: health is judged by them. */
async function latestOf(knex: Knex, remoteId: number): Promise<number[]> {
  const rows = await knex('observations')
    .where({ remote_id: remoteId })
    .groupByRaw('?? = ?', ['trigger', triggerCodes.upload])
    .max<{ at: number | string }[]>({ at: 'observed_at' });
  return rows.map(row => toNumber(row.at));
}

/** Observations of a remote that need not be kept, so many at a time. */
function superfluous(
  knex: Knex,
  remoteId: number,
  kept: readonly number[],
  since: { all: number; daily: number },
) {
  const query = knex('observations')
    .where('observations.remote_id', remoteId)
    .where('observations.observed_at', '<', since.all)
    .whereNotIn('observations.observed_at', kept)
    .where(old =>
      old
        .where('observations.observed_at', '<', since.daily)
        .orWhereExists(
          knex('observations as later')
            .where('later.remote_id', remoteId)
            .whereRaw('later.observed_at > observations.observed_at')
            .whereRaw(
              `later.observed_at / ${DAY_MS} = observations.observed_at / ${DAY_MS}`,
            ),
        ),
    );
  for (const table of observationRecords) {
    query.whereNotExists(
      knex(table)
        .whereRaw('??.remote_id = observations.remote_id', [table])
        .whereRaw('??.observed_at = observations.observed_at', [table]),
    );
  }
  return query
    .limit(BATCH)
    .select<{ observed_at: number | string }[]>('observations.observed_at');
}

/**
 * Removes observations that are old enough: beyond `keepAllMs` all but the last of
 * each day, beyond `keepDailyMs` all of them. Never the latest of a remote, never one
 * that first saw a snapshot. Answers how many were removed.
 */
export async function compactObservations(
  knex: Knex,
  { keepAllMs, keepDailyMs }: Retention,
  now: number,
  signal?: AbortSignal,
): Promise<number> {
  // By whole days, so that "the last of a day" is the same however often this runs.
  const since = {
    all: startOfDay(now - keepAllMs),
    daily: startOfDay(now - keepDailyMs),
  };
  const remotes = await knex('remotes').select<{ id: number }[]>('id');
  let removed = 0;
  for (const { id } of remotes) {
    const kept = await latestOf(knex, id);
    for (;;) {
      if (signal?.aborted) {
        return removed;
      }
      const rows = await superfluous(knex, id, kept, since);
      if (rows.length === 0) {
        break;
      }
      removed += await knex('observations')
        .where({ remote_id: id })
        .whereIn(
          'observed_at',
          rows.map(row => row.observed_at),
        )
        .delete();
    }
  }
  return removed;
}
