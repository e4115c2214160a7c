import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Credentials,
  EgressPolicy,
  GuardedHttp,
  defaultLimits,
} from 'backstage-plugin-mcp-governance-node';
import { Knex } from 'knex';
import { ObservationStore } from '../introspection/ObservationStore';
import { Sweeper, SweeperOptions } from '../introspection/Sweeper';
import { WorkStore } from '../introspection/WorkStore';

/** A sweeper on a database of its own, allowed to call loopback. Looks at each server once an hour unless told otherwise. */
export function createSweeper(
  knex: Knex,
  logger: LoggerService,
  overrides: Partial<SweeperOptions> & {
    totalTimeoutMs?: number;
    intervalMs?: number;
  } = {},
): Sweeper {
  const { totalTimeoutMs = 2_000, intervalMs = 3_600_000, ...rest } = overrides;
  const limits = { ...defaultLimits, totalTimeoutMs };
  const http = GuardedHttp.create(
    EgressPolicy.fromRules([{ host: '127.0.0.1' }]),
    limits,
  );
  return new Sweeper({
    work: WorkStore.create(knex),
    observations: ObservationStore.create(knex, {
      intervalMs,
      maxBackoffMs: intervalMs,
    }),
    logger,
    http,
    limits,
    credentials: Credentials.create([], http),
    concurrency: 4,
    leaseMs: 30_000,
    eraExpiryMs: 86_400_000,
    pollMs: 200,
    now: Date.now,
    ...rest,
  });
}
