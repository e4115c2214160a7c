import {
  AuthService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { durationToMilliseconds } from '@backstage/types';
import { Knex } from 'knex';
import { GovernanceConfig } from './config/readConfig';
import { isPostgres } from './database/openDatabase';
import { announceDue } from './announcements/announceDue';
import { Dependencies } from './dependencies';
import { ageOut } from './introspection/ageOut';
import { ProjectionStore } from './servers/ProjectionStore';
import { projectEntries } from './servers/projectEntries';
import { recordRejections } from './servers/recordRejections';

/** A large catalog is read less often: at most a tenth of the time, at least every 45 s. */
const PROJECTION_SHARE = 10;
const PROJECTION_MOST_MS = 45_000;
const REJECTION_ROUNDS = 3;
const REJECTION_LEAST_MS = 10 * 60_000;
const RETRY_MS = 2_000;

/** How long a rejection is kept that the catalog no longer repeats: it does so in every processing round. */
function rejectionMemory(config: Config): number {
  const key = 'catalog.processingInterval';
  const interval = config.getOptional(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : 150_000;
  return Math.max(REJECTION_ROUNDS * interval, REJECTION_LEAST_MS);
}

/** Starts what runs by itself: the projection of the catalog, and the sweep after it. */
export async function startTasks(
  services: {
    auth: AuthService;
    catalog: CatalogService;
    config: Config;
    events: EventsService;
    lifecycle: LifecycleService;
    logger: LoggerService;
    scheduler: SchedulerService;
  },
  { announcing, rejectedEntries, work, sweeper, now }: Dependencies,
  { projectionIntervalMs, retention }: GovernanceConfig,
  knex: Knex,
): Promise<void> {
  const { auth, catalog, config, events, lifecycle, logger, scheduler } =
    services;
  const project = () =>
    projectEntries({
      auth,
      catalog,
      logger,
      now,
      rejectedEntries,
      projection: ProjectionStore.create(knex),
      rejectionMemoryMs: rejectionMemory(config),
    });
  let isStopping = false;
  let notBefore = 0;
  const projectAndMeasure = async () => {
    const started = now();
    await project();
    const ended = now();
    notBefore =
      ended +
      Math.min((ended - started) * PROJECTION_SHARE, PROJECTION_MOST_MS);
    sweeper.poke();
  };

  await recordRejections({ events, logger, rejectedEntries, now });
  if (!isPostgres(knex)) {
    await work.releaseAll();
  }

  lifecycle.addStartupHook(async () => {
    // In the background: the catalog may still be starting.
    const begin = async () => {
      while (!isStopping) {
        try {
          await projectAndMeasure();
          break;
        } catch (error) {
          logger.debug('The catalog cannot be read yet', error as Error);
          await new Promise(resolve => setTimeout(resolve, RETRY_MS));
        }
      }
      if (isStopping) {
        return;
      }
      sweeper.start();
      // Each of these runs on one replica at a time.
      await scheduler.scheduleTask({
        id: 'mcp-governance-announce',
        frequency: { seconds: 5 },
        timeout: { minutes: 5 },
        fn: signal => announceDue(announcing, signal),
      });
      await scheduler.scheduleTask({
        id: 'mcp-governance-age-out',
        frequency: { milliseconds: retention.intervalMs },
        timeout: { minutes: 30 },
        fn: signal => ageOut({ knex, retention, now, logger, signal }),
      });
      await scheduler.scheduleTask({
        id: 'mcp-governance-project-entries',
        frequency: { milliseconds: projectionIntervalMs },
        timeout: { minutes: 5 },
        fn: async () => {
          if (now() >= notBefore) {
            await projectAndMeasure();
          }
        },
      });
    };
    begin().catch(error => {
      logger.error('Starting the sweep of MCP servers failed', error as Error);
    });
  });
  lifecycle.addShutdownHook(async () => {
    isStopping = true;
    await sweeper.stop();
  });
}
