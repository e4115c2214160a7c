import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FleetLayout, SampleName, sampleNames } from './fleetLayout';

function keep(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Secrets of one demo, made on its first start and kept in files that only their owner can read. */
export interface DemoTokens {
  /** What each sample server demands of its callers. */
  samples: Record<SampleName, string>;
  /** What the service-catalog sample shows to the portal's own catalog. */
  catalogReader: string;
}

export function demoTokens(layout: FleetLayout): DemoTokens {
  const folder = path.join(layout.dataFolder, 'tokens');
  return {
    samples: Object.fromEntries(
      sampleNames.map(name => [name, keep(path.join(folder, name))]),
    ) as Record<SampleName, string>,
    catalogReader: keep(path.join(folder, 'catalog-reader')),
  };
}
