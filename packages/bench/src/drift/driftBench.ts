import {
  Json,
  Snapshot,
  diffSnapshots,
  worstVerdict,
} from 'backstage-plugin-mcp-governance-common';
import { machine, percentile, print } from '../figures';
import { largeServer, nextVersion } from './largeServer';

const RUNS = 30;
const WARM_UP = 5;

const copyOf = (snapshot: Snapshot): Snapshot =>
  JSON.parse(JSON.stringify(snapshot));

function time(compare: () => unknown): { p50: number; worst: number } {
  const times: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run++) {
    const started = performance.now();
    compare();
    if (run >= WARM_UP) {
      times.push(performance.now() - started);
    }
  }
  return { p50: percentile(times, 0.5), worst: Math.max(...times) };
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

/** One tool with such an input. */
function serverOf(inputSchema: Json): Snapshot {
  return {
    ...largeServer(0),
    tools: { status: 'listed', items: [{ name: 'odd', inputSchema }] },
  };
}

function nested(depth: number, leaf: Json): Json {
  let schema = leaf;
  for (let level = 0; level < depth; level++) {
    schema = { type: 'object', properties: { inner: schema } };
  }
  return schema;
}

/** A union in which every branch differs from the version before, and no two are told apart. */
const union = (branches: number, version: number): Json => ({
  type: 'object',
  properties: {
    any: {
      anyOf: Array.from({ length: branches }, (_, index) => ({
        type: 'object',
        properties: { [`p${index}_${version}`]: { type: 'string' } },
      })),
    },
  },
});

/** `yarn bench drift`: comparing two versions of a large server, and of odd ones. */
export async function driftBench(): Promise<void> {
  print(machine());
  const small = largeServer(235);
  const large = largeServer(2_350);
  const [smallNext, largeNext] = [nextVersion(small), nextVersion(large)];
  const bytes = JSON.stringify(small.tools).length;
  print(
    `235 tools, ${(bytes / 1000).toFixed(
      0,
    )} KB; every tool of the next version differs; ${RUNS} runs`,
  );
  const changed = time(() => diffSnapshots(small, smallNext));
  print(
    `  changed: p50 ${ms(changed.p50)}, worst ${ms(
      changed.worst,
    )} (at most 60), ${diffSnapshots(small, smallNext).length} changes`,
  );
  const copy = copyOf(small);
  const same = time(() => diffSnapshots(small, copy));
  print(
    `  identical: p50 ${ms(same.p50)}, worst ${ms(same.worst)} (at most 5)`,
  );
  const tenfold = time(() => diffSnapshots(large, largeNext));
  print(
    `  2,350 tools: p50 ${ms(tenfold.p50)}, ${(
      tenfold.p50 / changed.p50
    ).toFixed(1)} times that of 235 (at most 12)`,
  );
  for (const [title, before, after] of [
    [
      'depth 200',
      nested(200, { type: 'string' }),
      nested(200, { type: 'integer' }),
    ],
    ['a union of 500 branches', union(500, 1), union(500, 2)],
  ] as const) {
    const pair = [serverOf(before), serverOf(after)] as const;
    const odd = time(() => diffSnapshots(...pair));
    const verdict = worstVerdict(
      diffSnapshots(...pair).map(change => change.verdict),
    );
    print(`${title}: p50 ${ms(odd.p50)}, verdict ${verdict}`);
  }
}
