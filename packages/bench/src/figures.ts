import { cpus, totalmem } from 'node:os';

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)
  ];
}

/** What the figures were measured on. */
export function machine(): string {
  const [{ model }] = cpus();
  return `${model.trim()}, ${cpus().length} cores, ${Math.round(
    totalmem() / 2 ** 30,
  )} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

export const print = (line = '') => process.stdout.write(`${line}\n`);

/** Megabytes in use once everything that is not needed is gone. */
export function usedMegabytes(): number {
  global.gc?.();
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
