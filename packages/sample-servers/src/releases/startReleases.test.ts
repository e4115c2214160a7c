import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { called, refused } from '../__testUtils__/called';
import { guardFaults } from '../__testUtils__/guardFaults';
import { TOKEN, legacyClient } from '../__testUtils__/legacyClient';
import { temporaryFolder } from '../__testUtils__/temporaryFolder';
import { RunningServer } from '../http/serveMcp';
import { ToolCall } from '../tools/callLog';
import { startReleases } from './startReleases';

const calls: ToolCall[] = [];
let folder: string;
let server: RunningServer;

const start = (writes: boolean) =>
  startReleases({
    port: 0,
    token: TOKEN,
    folder,
    writes,
    log: call => calls.push(call),
  });

beforeAll(async () => {
  folder = path.join(await temporaryFolder(), 'new');
  server = await start(false);
});
afterAll(() => server.close());

const flag = {
  service: 'billing',
  name: 'late-fees',
  description: 'Charges late fees.',
};

describe('releases', () => {
  it('lets in local callers with the token, and nobody else', async () => {
    expect(await guardFaults(server, ['/mcp', '/sse', '/messages'])).toEqual(
      [],
    );
  });

  describe.each(['streamable-http', 'sse'] as const)('over %s', type => {
    const connect = () =>
      legacyClient(
        type === 'sse' ? server.url.replace('/mcp', '/sse') : server.url,
        type,
      );

    it('lists its tools with what they may do', async () => {
      const client = await connect();
      const { tools } = await client.listTools();
      expect(
        tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]),
      ).toEqual([
        ['current_deploy', true],
        ['recent_releases', true],
        ['rollback_status', true],
        ['feature_flags_for', true],
        ['create_feature_flag', false],
      ]);
      expect(tools[4].annotations).toMatchObject({
        destructiveHint: false,
        idempotentHint: true,
      });
      expect(client.getServerVersion()).toMatchObject({
        name: 'releases',
        version: '1.8.2',
      });
      await client.close();
    });

    it('answers every reading tool', async () => {
      const client = await connect();
      const service = 'checkout';
      expect(await called(client, 'current_deploy', { service })).toMatchObject(
        { service, release: { version: '4.18.0', outcome: 'live' } },
      );
      expect(
        await called(client, 'recent_releases', { service, limit: 2 }),
      ).toMatchObject({
        releases: [{ version: '4.18.0' }, { version: '4.17.2' }],
      });
      expect(
        await called(client, 'rollback_status', { service }),
      ).toMatchObject({ rollback: { state: 'completed' } });
      expect(
        await called(client, 'rollback_status', { service: 'identity' }),
      ).toEqual({ service: 'identity', rollback: null });
      expect(
        await called(client, 'feature_flags_for', { service }),
      ).toMatchObject({
        flags: [{ name: 'delivery-dates' }, { name: 'pay-by-invoice' }],
      });
      expect(
        await refused(client, 'current_deploy', { service: 'constructor' }),
      ).toBe(
        'No such service is released here. There are checkout, storefront, billing, identity.',
      );
      await client.close();
    });
  });

  it('says which gate is closed, and writes nothing', async () => {
    const client = await legacyClient(server.url);
    expect(await refused(client, 'create_feature_flag', flag)).toContain(
      'RELEASES_WRITES is closed',
    );
    expect(
      await called(client, 'feature_flags_for', { service: 'billing' }),
    ).toEqual({ service: 'billing', flags: [] });
    await client.close();
  });

  it('creates a flag once while the gate is open, and keeps it over a restart', async () => {
    const open = await start(true);
    const client = await legacyClient(open.url);
    expect(await called(client, 'create_feature_flag', flag)).toMatchObject({
      created: true,
      flag: { name: 'late-fees', enabled: false },
    });
    expect(await called(client, 'create_feature_flag', flag)).toMatchObject({
      created: false,
    });
    expect(
      await refused(client, 'create_feature_flag', {
        ...flag,
        description: 'Something else.',
      }),
    ).toContain('Choose another name');
    await client.close();
    await open.close();

    expect(await readdir(folder)).toEqual(['releases.json']);
    const restarted = await start(false);
    const again = await legacyClient(restarted.url);
    expect(
      await called(again, 'feature_flags_for', { service: 'billing' }),
    ).toMatchObject({ flags: [{ name: 'late-fees' }] });
    await again.close();
    await restarted.close();
  });

  it('loses none of many flags that are created at once', async () => {
    const open = await start(true);
    const client = await legacyClient(open.url);
    const names = Array.from({ length: 20 }, (_, index) => `flag-${index}`);
    await Promise.all(
      names.map(name =>
        called(client, 'create_feature_flag', {
          service: 'storefront',
          name,
          description: 'One of many.',
        }),
      ),
    );
    const stored = await readFile(path.join(folder, 'releases.json'), 'utf8');
    for (const name of names) {
      expect(stored).toContain(`"${name}"`);
    }
    await client.close();
    await open.close();
  });

  it('logs calls without their arguments', async () => {
    calls.length = 0;
    const client = await legacyClient(server.url);
    await called(client, 'current_deploy', { service: 'checkout' });
    await refused(client, 'create_feature_flag', flag);
    expect(calls).toEqual([
      {
        server: 'releases',
        tool: 'current_deploy',
        durationMs: expect.any(Number),
        outcome: 'ok',
      },
      {
        server: 'releases',
        tool: 'create_feature_flag',
        durationMs: expect.any(Number),
        outcome: 'refused',
      },
    ]);
    await client.close();
  });

  it('answers 404 for a session that is over', async () => {
    const reply = await fetch(server.url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Mcp-Session-Id': 'long-gone',
      },
    });
    expect(reply.status).toBe(404);
  });

  it('refuses to start on a damaged store instead of overwriting it', async () => {
    const damaged = await temporaryFolder();
    await writeFile(path.join(damaged, 'releases.json'), '{"services": 7}');
    await expect(
      startReleases({ port: 0, token: TOKEN, folder: damaged, writes: false }),
    ).rejects.toThrow('releases.json cannot be read');
  });
});
