import {
  entityProblems,
  prepareEntity,
  readServerEntry,
  relationsOf,
} from 'backstage-plugin-mcp-governance-common';
import { machine, percentile, print } from '../figures';

const RUNS = 20;

/** An entry of about five megabytes that is within every limit. */
function hugeEntity() {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'huge' },
    spec: {
      type: 'mcp-server',
      governance: {
        tools: Array.from({ length: 1_000 }, (_, i) => ({
          name: `tool_${i}`,
          mutates: i % 2 === 0,
          scopesRequired: ['a'.repeat(1_000), 'b'.repeat(3_900)],
          // A typo in each, so that every complaint has to be made as well.
          requiresConfirmaton: true,
        })),
      },
    },
  };
}

/** `yarn bench entry`: everything that our catalog module does with one entry. */
export async function entryBench(): Promise<void> {
  const text = JSON.stringify(hugeEntity());
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const entity = JSON.parse(text);
    const started = performance.now();
    const prepared = prepareEntity(entity);
    entityProblems(prepared);
    relationsOf(readServerEntry(prepared).entry);
    times.push(performance.now() - started);
  }
  print(machine());
  print(
    `an entry of ${(text.length / 1e6).toFixed(
      1,
    )} MB, 1,000 tools, a typo in each: p50 ${percentile(times, 0.5).toFixed(
      0,
    )} ms, worst of ${RUNS} ${Math.max(...times).toFixed(0)} ms (at most 250)`,
  );
}
