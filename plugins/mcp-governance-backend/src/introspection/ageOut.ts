import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Retention, compactObservations } from './compactObservations';
import { removeSnapshots } from './removeSnapshots';

/** Removes old observations, and then the snapshots that nothing points to any more. */
export async function ageOut(options: {
  knex: Knex;
  retention: Retention;
  now: () => number;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<void> {
  const { knex, retention, now, logger, signal } = options;
  const observations = await compactObservations(
    knex,
    retention,
    now(),
    signal,
  );
  const snapshots = await removeSnapshots(knex, signal);
  if (observations + snapshots > 0) {
    logger.info(
      `Removed ${observations} observations and ${snapshots} snapshots that need not be kept`,
    );
  }
}
