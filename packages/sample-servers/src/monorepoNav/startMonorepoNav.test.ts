import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { called, refused } from '../__testUtils__/called';
import { guardFaults } from '../__testUtils__/guardFaults';
import { TOKEN, legacyClient } from '../__testUtils__/legacyClient';
import { makeWorkspace } from '../__testUtils__/makeWorkspace';
import { RunningServer } from '../http/serveMcp';
import { startMonorepoNav } from './startMonorepoNav';

let server: RunningServer;
let client: Client;
beforeAll(async () => {
  const root = await makeWorkspace();
  server = await startMonorepoNav({
    port: 0,
    token: TOKEN,
    root,
    log: () => {},
  });
  client = await legacyClient(server.url);
});
afterAll(async () => {
  await client.close();
  await server.close();
});

describe('monorepo-nav', () => {
  it('lets in local callers with the token, and nobody else', async () => {
    expect(await guardFaults(server)).toEqual([]);
  });

  it('lists tools that only read, each described, with schemas', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'find_owner',
      'services_using',
      'dependencies_of',
      'where_is',
    ]);
    for (const tool of tools) {
      expect(tool.annotations?.readOnlyHint).toBe(true);
      expect(tool.outputSchema?.required).not.toEqual([]);
      expect(tool.description?.length).toBeGreaterThan(40);
    }
    expect(client.getServerVersion()).toMatchObject({
      name: 'monorepo-nav',
      version: '1.3.0',
    });
  });

  it('ends a session that its client ends', async () => {
    const { transport } = await legacyClient(server.url);
    const session = transport?.sessionId ?? '';
    expect(session).not.toBe('');
    const headers = {
      Authorization: `Bearer ${TOKEN}`,
      'Mcp-Session-Id': session,
    };
    const end = () => fetch(server.url, { method: 'DELETE', headers });
    expect((await end()).status).toBe(200);
    expect((await end()).status).toBe(404);
  });

  it.each([
    ['packages/shop/src/views/Page.tsx', 'group:retail/shop-team'],
    ['packages/shop', 'group:retail/shop-team'],
    ['./packages//prices/README.md', 'user:default/ada'],
  ])('finds the owner of %s', async (asked, owner) => {
    expect(await called(client, 'find_owner', { path: asked })).toMatchObject({
      owner,
    });
  });

  it('says where ownership is declared', async () => {
    expect(
      await called(client, 'find_owner', { path: 'packages/shop/src/' }),
    ).toEqual({
      path: 'packages/shop/src',
      owner: 'group:retail/shop-team',
      entity: 'component:retail/shop',
      declaredIn: 'packages/shop/catalog-info.yaml',
      covers: 'packages/shop',
    });
  });

  it.each([
    ['docs/guide.md', 'Nobody declares to own'],
    ['packages/broken', 'Nobody declares to own'],
    ['packages/nothing', 'Nothing stands at this path'],
    ['../secret.txt', 'out of the workspace'],
    ['packages/../../secret.txt', 'out of the workspace'],
    ['packages/shop/../shop', 'out of the workspace'],
    ['packages\\..\\..\\secret.txt', 'out of the workspace'],
    ['/etc/passwd', 'out of the workspace'],
    ['C:\\secret.txt', 'out of the workspace'],
    ['packages/shop/way-out/secret.txt', 'out of the workspace'],
    ['packages\0', 'out of the workspace'],
  ])('refuses %j', async (asked, reason) => {
    expect(await refused(client, 'find_owner', { path: asked })).toContain(
      reason,
    );
  });

  it('lists who uses an API: by its own word, and by that of the API’s entry', async () => {
    expect(
      await called(client, 'services_using', { api: 'prices-api' }),
    ).toEqual({
      api: 'prices-api',
      users: [
        {
          kind: 'component',
          name: 'component:default/till',
          owner: 'group:default/pricing',
          declaredIn: 'examples/all.yaml',
        },
        {
          kind: 'component',
          name: 'component:retail/shop',
          owner: 'group:retail/shop-team',
          declaredIn: 'packages/shop/catalog-info.yaml',
        },
      ],
    });
  });

  it('lists who uses a package', async () => {
    expect(await called(client, 'services_using', { api: 'prices' })).toEqual({
      api: 'prices',
      users: [
        {
          kind: 'package',
          name: 'shop',
          owner: 'group:retail/shop-team',
          declaredIn: 'packages/shop/package.json',
        },
      ],
    });
    expect(await called(client, 'services_using', { api: 'shop' })).toEqual({
      api: 'shop',
      users: [],
    });
    expect(await refused(client, 'services_using', { api: 'no' })).toContain(
      'has this name',
    );
  });

  it('lists dependencies, those of the workspace first', async () => {
    expect(
      await called(client, 'dependencies_of', { package: 'shop' }),
    ).toEqual({
      package: 'shop',
      folder: 'packages/shop',
      dependencies: [
        {
          name: 'prices',
          range: 'workspace:^',
          kind: 'runtime',
          inWorkspace: true,
        },
        { name: 'zod', range: '^4.0.0', kind: 'runtime', inWorkspace: false },
        { name: 'jest', range: '^30.0.0', kind: 'dev', inWorkspace: false },
      ],
    });
    expect(
      await refused(client, 'dependencies_of', { package: 'x' }),
    ).toContain('It has broken, prices, shop.');
  });

  it('finds exported symbols', async () => {
    const found = async (symbol: string) => {
      const { declarations } = (await called(client, 'where_is', {
        symbol,
      })) as {
        declarations: { kind: string; file: string; line: number }[];
      };
      return declarations.map(
        ({ kind, file, line }) => `${kind} ${file}:${line}`,
      );
    };
    expect(await found('sell')).toEqual([
      'function packages/shop/src/index.ts:2',
    ]);
    expect(await found('Basket')).toEqual([
      'interface packages/prices/src/index.ts:2',
      'class packages/shop/src/index.ts:3',
    ]);
    expect(await found('PRICEOF')).toEqual([
      'const packages/prices/src/index.ts:3',
    ]);
    expect(await found('hidden')).toEqual([]);
  });

  it('knows the workspace that it comes from', async () => {
    const own = await startMonorepoNav({
      port: 0,
      token: TOKEN,
      log: () => {},
    });
    const visitor = await legacyClient(own.url);
    expect(
      await called(visitor, 'where_is', { symbol: 'startMonorepoNav' }),
    ).toMatchObject({
      declarations: [
        {
          file: 'packages/sample-servers/src/monorepoNav/startMonorepoNav.ts',
          package: 'sample-servers',
        },
      ],
    });
    expect(
      await called(visitor, 'find_owner', {
        path: 'packages/sample-servers/src',
      }),
    ).toMatchObject({ owner: 'group:default/platform' });
    expect(
      await called(visitor, 'services_using', { api: 'monorepo-nav' }),
    ).toMatchObject({
      users: expect.arrayContaining([
        expect.objectContaining({ name: 'component:default/agent-runner' }),
      ]),
    });
    await visitor.close();
    await own.close();
  });
});
