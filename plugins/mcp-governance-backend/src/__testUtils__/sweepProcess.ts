/**
 * A backend's sweep in a process of its own, so that it can be killed:
 * `node -r …/nodeTransform.cjs sweepProcess.ts CLIENT CONNECTION LEASE_MS [INTERVAL_MS HOST_CONCURRENCY]`.
 * Says on standard output which servers it claimed and which it recorded.
 */
import Knex from 'knex';
import { isPostgres } from '../database/openDatabase';
import { ObservationStore } from '../introspection/ObservationStore';
import { WorkStore } from '../introspection/WorkStore';
import { createSweeper } from '../testUtils';

const [client, connection, leaseMs, intervalMs, hostConcurrency] =
  process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, child: () => silent };
const logger = {
  ...silent,
  error: (message: string, meta?: unknown) =>
    process.stderr.write(`${message} ${meta}\n`),
} as never;
const say = (what: string, serverIds: number[]) =>
  serverIds.length > 0 &&
  process.stdout.write(`${what} ${serverIds.join(',')}\n`);

async function main() {
  const knex = Knex({
    client,
    connection,
    useNullAsDefault: true,
    pool: client === 'pg' ? undefined : { min: 1, max: 1 },
  });
  const interval = Number(intervalMs ?? 3_600_000);
  const work = WorkStore.create(knex, {
    hostConcurrency: Number(hostConcurrency ?? Infinity),
  });
  const observations = ObservationStore.create(knex, {
    intervalMs: interval,
    maxBackoffMs: interval,
  });
  if (!isPostgres(knex)) {
    await work.releaseAll();
  }
  const claim = work.claim.bind(work);
  work.claim = async (...args) => {
    const claims = await claim(...args);
    say(
      'claimed',
      claims.map(({ serverId }) => serverId),
    );
    return claims;
  };
  const save = observations.save.bind(observations);
  observations.save = async (batch, now) => {
    await save(batch, now);
    say(
      'recorded',
      batch.map(({ claim: { serverId } }) => serverId),
    );
  };
  createSweeper(knex, logger, {
    leaseMs: Number(leaseMs),
    work,
    observations,
  }).start();
  process.stdout.write('started\n');
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
