import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths';
import {
  FleetLayout,
  defaultPort,
  layoutFor,
  sampleNames,
} from './fleetLayout';

/** Everything that a portal writes below its data folder. */
const kept = [
  'database',
  'examples',
  'logs',
  'notes.json',
  'releases.json',
  'tokens',
];

/** Forgets what earlier runs stored, and nothing else that may lie in the folder. */
export async function forgetEarlierRuns({
  dataFolder,
}: FleetLayout): Promise<void> {
  for (const name of kept) {
    await rm(path.join(dataFolder, name), { recursive: true, force: true });
  }
}

/** Copies the demo organisation with the ports of this layout in place of the default ones. */
export async function renderExamples(layout: FleetLayout): Promise<void> {
  if (layout.port === defaultPort) {
    return;
  }
  await rm(layout.examplesFolder, { recursive: true, force: true });
  await mkdir(layout.dataFolder, { recursive: true });
  await cp(path.join(root, 'examples'), layout.examplesFolder, {
    recursive: true,
  });
  const usual = layoutFor(defaultPort, layout.dataFolder).samplePorts;
  const files = await readdir(layout.examplesFolder, { recursive: true });
  for (const file of files.filter(name => name.endsWith('.yaml'))) {
    const target = path.join(layout.examplesFolder, file);
    let text = await readFile(target, 'utf8');
    for (const name of sampleNames) {
      for (const host of ['127.0.0.1', 'localhost']) {
        text = text.replaceAll(
          `${host}:${usual[name]}`,
          `${host}:${layout.samplePorts[name]}`,
        );
      }
    }
    await writeFile(target, text);
  }
}
