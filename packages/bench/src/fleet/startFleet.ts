import { fork } from 'node:child_process';

/** A fleet of MCP servers on loopback. */
export interface Fleet {
  /** The endpoint of server `n`. */
  url(n: number): string;
  /** Has every server answer with other descriptions from now on. */
  nextVersion(): Promise<void>;
  stop(): void;
}

export async function startFleet(options: {
  era: 'modern' | 'legacy';
  tools: number;
}): Promise<Fleet> {
  const child = fork(
    require.resolve('./fleetProcess'),
    [options.era, String(options.tools)],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: { port?: number }) => {
      // Others may come first, from what is loaded before the fleet.
      if (typeof message.port === 'number') {
        resolve(message.port);
      }
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`the fleet ended: ${code}`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: n => `${origin}/s/${n}/mcp`,
    async nextVersion() {
      await fetch(`${origin}/next-version`, { method: 'POST' });
    },
    stop: () => child.kill(),
  };
}
