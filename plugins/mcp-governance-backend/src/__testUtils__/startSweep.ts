import { ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { Knex } from 'knex';

/** A sweep in a process of its own, and what it said that it did. */
export interface RunningSweep {
  process: ChildProcess;
  /** Ids of servers, in the order in which it said so. */
  claimed: number[];
  recorded: number[];
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** The address of the database that a Knex of the tests is connected to, or its file. */
function addressOf(knex: Knex): string {
  const { connection } = knex.client.config;
  return typeof connection === 'string'
    ? connection
    : connection.filename ??
        `postgresql://${connection.user}:${connection.password}@${connection.host}:${connection.port}/${connection.database}`;
}

/** Starts `sweepProcess.ts` on a database. */
export function startSweep(
  knex: Knex,
  options: {
    leaseMs: number;
    intervalMs?: number;
    hostConcurrency?: number;
  },
): RunningSweep {
  const { leaseMs, intervalMs = 3_600_000, hostConcurrency } = options;
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.join(__dirname, 'sweepProcess.ts'),
      knex.client.config.client,
      addressOf(knex),
      String(leaseMs),
      String(intervalMs),
      ...(hostConcurrency ? [String(hostConcurrency)] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = { claimed: [] as number[], recorded: [] as number[] };
  let rest = '';
  child.stdout.on('data', chunk => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, what, ids] = /^(claimed|recorded) ([\d,]+)$/.exec(line) ?? [];
      if (what === 'claimed' || what === 'recorded') {
        said[what].push(...ids.split(',').map(Number));
      }
    }
  });
  return {
    ...said,
    process: child,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = new Promise(resolve => child.once('exit', resolve));
        child.kill('SIGKILL');
        await exited;
      }
    },
  };
}
