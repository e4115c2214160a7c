import { createServer } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkMachine } from './checkMachine';
import { layoutFor } from './fleetLayout';

async function listen(host?: string) {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen({ port: 0, host }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('not listening on a port');
  }
  return {
    port: address.port,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('checkMachine', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'check-machine-'));

  it.each([undefined, '127.0.0.1'])(
    'names the taken port, who needs it and the way out (listener on %s)',
    async host => {
      const taken = await listen(host);
      try {
        await expect(
          checkMachine(layoutFor(taken.port, dataFolder)),
        ).rejects.toThrow(
          `Port ${
            taken.port
          }, which the portal needs, is taken (another portal, perhaps): stop what uses it, or start with "npm start -- --port ${
            taken.port + 100
          }".`,
        );
        await expect(
          checkMachine(layoutFor(taken.port - 4, dataFolder)),
        ).rejects.toThrow('which the sample server monorepo-nav needs');
      } finally {
        await taken.close();
      }
      await expect(
        checkMachine(layoutFor(taken.port, dataFolder)),
      ).resolves.toBeUndefined();
    },
  );
});
