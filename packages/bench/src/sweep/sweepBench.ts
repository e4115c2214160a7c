import { Agent } from 'undici';
import { machine, median, print, usedMegabytes } from '../figures';
import { Fleet, startFleet } from '../fleet/startFleet';
import { Engine, openStorage } from '../storage';
import { bareLoop } from './bareLoop';
import { OurSweep } from './OurSweep';

const CONCURRENCY = 16;
const TOOLS = 10;

async function bareRound(
  fleet: Fleet,
  servers: number,
  dispatcher: Agent,
): Promise<number> {
  const urls = Array.from({ length: servers }, (_, n) => fleet.url(n));
  const started = performance.now();
  await bareLoop(urls, CONCURRENCY, dispatcher);
  return (performance.now() - started) / 1000;
}

/** Our sweep and the bare SDK by turns over one fleet, on one database. */
async function measure(options: {
  era: 'modern' | 'legacy';
  engine: Engine;
  servers: number;
  rounds: number;
}): Promise<void> {
  const { era, engine, servers, rounds } = options;
  const fleet = await startFleet({ era, tools: TOOLS });
  const storage = await openStorage(engine);
  // Kept alive as long as ours, so that both sides reuse connections alike.
  const dispatcher = new Agent({ keepAliveTimeout: 4_000 });
  const ours = await OurSweep.create(storage.knex, fleet, servers, CONCURRENCY);
  try {
    await ours.round();
    await bareRound(fleet, servers, dispatcher);

    const unchanged: number[] = [];
    const changed: number[] = [];
    const speeds: number[][] = [];
    for (let round = 0; round < rounds; round++) {
      const bare = servers / (await bareRound(fleet, servers, dispatcher));
      const same = servers / (await ours.round());
      await fleet.nextVersion();
      const other = servers / (await ours.round());
      unchanged.push(same / bare);
      changed.push(other / bare);
      speeds.push([bare, same, other]);
    }
    const column = (index: number) =>
      Math.round(median(speeds.map(row => row[index])));
    print(
      `${era}, ${engine}: bare SDK ${column(0)} servers/s; ours ${column(
        1,
      )} unchanged, ${column(2)} all changed`,
    );
    print(
      `  median ratio to the bare SDK: ${median(unchanged).toFixed(
        2,
      )} unchanged, ${median(changed).toFixed(
        2,
      )} all changed (rounds: ${unchanged
        .map(ratio => ratio.toFixed(2))
        .join(' ')})`,
    );

    const bytesBefore = await storage.bytes();
    const sweeps = 5;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      await ours.round();
    }
    const perServer =
      ((await storage.bytes()) - bytesBefore) / (sweeps * servers);
    print(
      `  an unchanged sweep adds ${perServer.toFixed(
        0,
      )} bytes per server (at most 200)`,
    );
  } finally {
    await ours.stop();
    await dispatcher.close();
    await storage.close();
    fleet.stop();
  }
}

/** Memory in use after so many observations. */
async function measureMemory(servers: number): Promise<void> {
  const fleet = await startFleet({ era: 'modern', tools: TOOLS });
  const storage = await openStorage('sqlite');
  const ours = await OurSweep.create(storage.knex, fleet, servers, CONCURRENCY);
  try {
    await ours.round();
    const first = usedMegabytes();
    for (let sweep = 1; sweep < 10; sweep++) {
      if (sweep % 3 === 0) {
        await fleet.nextVersion();
      }
      await ours.round();
    }
    const last = usedMegabytes();
    print(
      `memory after collection: ${first.toFixed(
        1,
      )} MB at ${servers} observations, ${last.toFixed(1)} MB at ${
        servers * 10
      }; grew by ${(last - first).toFixed(1)} MB (at most 100)`,
    );
  } finally {
    await ours.stop();
    await storage.close();
    fleet.stop();
  }
}

/** `yarn bench sweep` */
export async function sweepBench(options: {
  servers: string;
  rounds: string;
}): Promise<void> {
  const servers = Number(options.servers);
  const rounds = Number(options.rounds);
  print(machine());
  print(
    `${servers} servers of ${TOOLS} tools, ${CONCURRENCY} at a time, one warm-up and ${rounds} rounds by turns`,
  );
  print();
  await measure({ era: 'modern', engine: 'sqlite', servers, rounds });
  await measure({ era: 'legacy', engine: 'sqlite', servers, rounds });
  await measure({ era: 'modern', engine: 'postgres', servers, rounds });
  await measureMemory(servers);
}
