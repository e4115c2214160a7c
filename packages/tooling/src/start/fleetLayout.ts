import path from 'node:path';
import { root } from '../paths';

/** The sample servers in the order of their ports, which follow the portal's. */
export const sampleNames = [
  'monorepo-nav',
  'service-catalog',
  'releases',
  'notes',
] as const;

export type SampleName = (typeof sampleNames)[number];

export const defaultPort = 7007;

/** Where one portal and its sample servers live. */
export interface FleetLayout {
  port: number;
  samplePorts: Record<SampleName, number>;
  /** Database, tokens, logs. */
  dataFolder: string;
  /** The demo organisation's catalog files. */
  examplesFolder: string;
}

export function layoutFor(port: number, dataFolder: string): FleetLayout {
  const samplePorts = Object.fromEntries(
    sampleNames.map((name, index) => [name, port + 4 + index]),
  ) as Record<SampleName, number>;
  return {
    port,
    samplePorts,
    dataFolder,
    examplesFolder:
      port === defaultPort
        ? path.join(root, 'examples')
        : path.join(dataFolder, 'examples'),
  };
}

/** `MONOREPO_NAV`: how a sample is called in environment variables. */
export function environmentName(sample: SampleName): string {
  return sample.toUpperCase().replaceAll('-', '_');
}
