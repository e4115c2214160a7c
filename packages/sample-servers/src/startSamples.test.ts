import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from './__testUtils__/temporaryFolder';
import { startSamples } from './startSamples';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}

async function environment(): Promise<Record<string, string>> {
  return {
    PORTAL_DATA: path.join(await temporaryFolder(), 'data'),
    CATALOG_READER_TOKEN: 'reader',
    MONOREPO_NAV_PORT: String(await freePort()),
    MONOREPO_NAV_TOKEN: 'nav',
    SERVICE_CATALOG_PORT: String(await freePort()),
    SERVICE_CATALOG_TOKEN: 'catalog',
    RELEASES_PORT: String(await freePort()),
    RELEASES_TOKEN: 'releases',
    NOTES_PORT: String(await freePort()),
    NOTES_TOKEN: 'notes',
  };
}

describe('startSamples', () => {
  it('starts all four, or those that are named', async () => {
    const env = await environment();
    const all = await startSamples([], env);
    expect(all.map(({ name, server }) => [name, server.url])).toEqual([
      ['monorepo-nav', `http://127.0.0.1:${env.MONOREPO_NAV_PORT}/mcp`],
      ['service-catalog', `http://127.0.0.1:${env.SERVICE_CATALOG_PORT}/mcp`],
      ['releases', `http://127.0.0.1:${env.RELEASES_PORT}/mcp`],
      ['notes', `http://127.0.0.1:${env.NOTES_PORT}/mcp`],
    ]);
    await Promise.all(all.map(({ server }) => server.close()));

    const { NOTES_PORT, NOTES_TOKEN, PORTAL_DATA } = env;
    const one = await startSamples(['notes'], {
      NOTES_PORT,
      NOTES_TOKEN,
      PORTAL_DATA,
    });
    expect(one.map(({ name }) => name)).toEqual(['notes']);
    await one[0].server.close();
  });

  it.each([
    [{ NOTES_TOKEN: undefined }, 'NOTES_TOKEN is not set'],
    [{ NOTES_TOKEN: '' }, 'NOTES_TOKEN is empty'],
    [{ CATALOG_READER_TOKEN: undefined }, 'CATALOG_READER_TOKEN is not set'],
    [{ NOTES_PORT: 'x' }, 'NOTES_PORT '],
    [{ RELEASES_WRITES: 'perhaps' }, 'RELEASES_WRITES '],
  ])('refuses %j with a clear sentence', async (changes, reason) => {
    const env = { ...(await environment()), ...changes };
    await expect(startSamples([], env)).rejects.toThrow(reason);
  });

  it('names everything that is missing at once', async () => {
    await expect(startSamples([], {})).rejects.toThrow(
      'The sample servers cannot start: MONOREPO_NAV_TOKEN is not set; SERVICE_CATALOG_TOKEN is not set; CATALOG_READER_TOKEN is not set; RELEASES_TOKEN is not set; NOTES_TOKEN is not set.',
    );
  });

  it('refuses a server that it does not know', async () => {
    await expect(startSamples(['wiki'], {})).rejects.toThrow(
      'There is no sample server wiki',
    );
  });

  it('names the port that is taken, and leaves nothing running', async () => {
    const env = await environment();
    const other = await startSamples(['notes'], env);
    await expect(startSamples([], env)).rejects.toThrow(
      `Port ${env.NOTES_PORT} is taken.`,
    );
    await other[0].server.close();
    const again = await startSamples([], env);
    await Promise.all(again.map(({ server }) => server.close()));
  });
});

describe('the process', () => {
  const run = (env: Record<string, string>): ChildProcess =>
    spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'index.ts'),
      ],
      { env: { PATH: process.env.PATH, ...env } },
    );

  it('says in one line why it does not start', async () => {
    const child = run({});
    let errors = '';
    child.stderr?.on('data', chunk => {
      errors += chunk;
    });
    const code = await new Promise(resolve => child.on('close', resolve));
    expect(code).toBe(1);
    expect(errors).toMatch(/^The sample servers cannot start: .*\n$/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, and then ends in order',
    async signal => {
      const env = await environment();
      const child = run(env);
      let output = '';
      await new Promise<void>((resolve, reject) => {
        child.stdout?.on('data', chunk => {
          output += chunk;
          if (output.includes('"notes"')) {
            resolve();
          }
        });
        child.once('close', () => reject(new Error(`ended: ${output}`)));
      });
      const health = `http://127.0.0.1:${env.RELEASES_PORT}/health`;
      expect((await fetch(health)).status).toBe(200);
      const ended = new Promise(resolve => child.once('close', resolve));
      child.kill(signal);
      expect(await ended).toBe(0);
      for (const line of output.trim().split('\n')) {
        expect(JSON.parse(line)).toMatchObject({
          time: expect.any(String),
          server: expect.any(String),
          listening: expect.any(String),
        });
      }
    },
  );
});
