import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Asks again a few times: while a backend starts, its own catalog does not answer yet. */
export async function untilAnswered<T>(
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await ask();
    } catch {
      await sleep(pause, undefined, { signal });
    }
  }
  return ask();
}
