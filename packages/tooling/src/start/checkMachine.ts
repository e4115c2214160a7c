import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Failure } from '../Failure';
import { FleetLayout } from './fleetLayout';

const MINIMUM_FREE_BYTES = 300 * 1024 * 1024;

function isFree(port: number, host?: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

/** Refuses to start, in one sentence, where a port is taken or the disk is full. */
export async function checkMachine(layout: FleetLayout): Promise<void> {
  const wanted: [string, number][] = [
    ['the portal', layout.port],
    ...Object.entries(layout.samplePorts).map(
      ([name, port]): [string, number] => [`the sample server ${name}`, port],
    ),
  ];
  for (const [who, port] of wanted) {
    if (!(await isFree(port)) || !(await isFree(port, '127.0.0.1'))) {
      throw new Failure(
        `Port ${port}, which ${who} needs, is taken (another portal, perhaps): stop what uses it, or start with "npm start -- --port ${
          layout.port + 100
        }".`,
      );
    }
  }
  const { bavail, bsize } = await statfs(layout.dataFolder);
  if (bavail * bsize < MINIMUM_FREE_BYTES) {
    throw new Failure(
      `The disk is nearly full (${Math.round(
        (bavail * bsize) / 1024 / 1024,
      )} MB left, 300 MB needed): free some space and start again.`,
    );
  }
}
