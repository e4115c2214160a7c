import {
  Client,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { called, refused } from '../__testUtils__/called';
import { guardFaults } from '../__testUtils__/guardFaults';
import { TOKEN, legacyClient } from '../__testUtils__/legacyClient';
import { StubCatalog, startStubCatalog } from '../__testUtils__/stubCatalog';
import { RunningServer } from '../http/serveMcp';
import { startServiceCatalog } from './startServiceCatalog';

const PORTAL_TOKEN = 'token-of-the-portal';

async function modernClient(url: string): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { Authorization: `Bearer ${TOKEN}` } },
    }),
  );
  return client;
}

const start = (portal: string, portalToken = PORTAL_TOKEN) =>
  startServiceCatalog({
    port: 0,
    token: TOKEN,
    portal,
    portalToken,
    log: () => {},
  });

let catalog: StubCatalog;
let server: RunningServer;
let client: Client;
beforeAll(async () => {
  catalog = await startStubCatalog(PORTAL_TOKEN);
  server = await start(catalog.portal);
  client = await modernClient(server.url);
});
afterAll(async () => {
  await client.close();
  await server.close();
  await catalog.close();
});

const checkoutApi = {
  ref: 'api:default/checkout-api',
  title: 'Checkout API',
  type: 'openapi',
  owner: 'group:default/checkout',
  lifecycle: 'production',
};

describe('service-catalog', () => {
  it('lets in local callers with the token, and nobody else', async () => {
    expect(await guardFaults(server)).toEqual([]);
  });

  it('speaks revision 2026-07-28, and to older clients too', async () => {
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect(client.getServerVersion()).toMatchObject({
      name: 'service-catalog',
      version: '2.1.0',
    });
    const older = await legacyClient(server.url);
    expect((await older.listTools()).tools).toHaveLength(3);
    expect(
      await called(older, 'find_entity', { query: 'billing' }),
    ).toMatchObject({ total: 1 });
    await older.close();
  });

  it('lists tools that only read, each described, with schemas', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'find_entity',
      'who_owns_endpoint',
      'what_depends_on',
    ]);
    for (const tool of tools) {
      expect(tool.annotations?.readOnlyHint).toBe(true);
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
      expect(tool.description?.length).toBeGreaterThan(40);
    }
  });

  it('finds entities and shows six fields of each', async () => {
    expect(await called(client, 'find_entity', { query: 'check' })).toEqual({
      total: 2,
      entities: [
        {
          ref: 'component:default/checkout',
          title: 'checkout',
          type: 'service',
          owner: 'group:default/checkout',
          lifecycle: 'production',
          description: 'Takes orders.',
        },
        { ...checkoutApi, description: 'Orders.' },
      ],
    });
    expect(
      await called(client, 'find_entity', { query: 'check', kind: 'api' }),
    ).toMatchObject({ total: 1 });
    expect(
      await called(client, 'find_entity', { query: 'no such thing' }),
    ).toEqual({ total: 0, entities: [] });
  });

  it.each([
    [
      'https://api.acme.example/checkout/orders/7',
      'https://api.acme.example/checkout/orders/{id}',
    ],
    [
      'https://api.acme.example/checkout/orders?page=2',
      'https://api.acme.example/checkout/orders',
    ],
    ['https://api.acme.example/checkout', 'https://api.acme.example/checkout/'],
    [
      'https://api.acme.example/checkout/unknown',
      'https://api.acme.example/checkout/',
    ],
    ['/checkout/orders/7', 'https://api.acme.example/checkout/orders/{id}'],
  ])('knows who owns %s', async (endpoint, matched) => {
    expect(await called(client, 'who_owns_endpoint', { endpoint })).toEqual({
      endpoint,
      owners: [{ ...checkoutApi, matched }],
    });
  });

  it('knows the owner of a remote, and of a path without a server', async () => {
    expect(
      await called(client, 'who_owns_endpoint', {
        endpoint: 'http://127.0.0.1:7014/mcp',
      }),
    ).toMatchObject({
      owners: [
        { ref: 'api:default/notes', matched: 'http://127.0.0.1:7014/mcp' },
      ],
    });
    expect(
      await called(client, 'who_owns_endpoint', { endpoint: '/rates/eur' }),
    ).toMatchObject({
      owners: [{ ref: 'api:default/rates', matched: '/rates/{currency}' }],
    });
  });

  it.each([
    'https://api.acme.example/checkouts',
    'https://other.example/checkout/orders',
    'https://api.acme.example:8443/checkout/orders',
    '/nothing',
  ])('knows that nobody declares %s', async endpoint => {
    expect(await called(client, 'who_owns_endpoint', { endpoint })).toEqual({
      endpoint,
      owners: [],
    });
  });

  it.each(['checkout/orders', 'ftp://api.acme.example/', '/', 'https://'])(
    'refuses the endpoint %j',
    async endpoint => {
      expect(
        await refused(client, 'who_owns_endpoint', { endpoint }),
      ).toContain('Give a complete URL');
    },
  );

  it('lists what depends on an entity', async () => {
    expect(
      await called(client, 'what_depends_on', { ref: 'API:checkout-api' }),
    ).toEqual({
      ref: 'api:default/checkout-api',
      dependents: [
        {
          ref: 'component:default/checkout',
          title: 'checkout',
          type: 'service',
          owner: 'group:default/checkout',
          lifecycle: 'production',
          relation: 'apiConsumedBy',
        },
        {
          ref: 'component:default/gone',
          title: 'component:default/gone',
          relation: 'apiConsumedBy',
        },
      ],
    });
    expect(
      await called(client, 'what_depends_on', { ref: 'api:notes' }),
    ).toEqual({ ref: 'api:default/notes', dependents: [] });
    expect(
      await refused(client, 'what_depends_on', { ref: 'api:nothing' }),
    ).toContain('no such entity');
    expect(
      await refused(client, 'what_depends_on', { ref: 'checkout' }),
    ).toContain('with its kind');
  });

  describe('when the portal is not as it should be', () => {
    const answerOf = async (portal: string, token?: string) => {
      const other = await start(portal, token);
      const visitor = await modernClient(other.url);
      const message = await refused(visitor, 'find_entity', { query: 'x' });
      await visitor.close();
      await other.close();
      return message;
    };

    it('says that it is down', async () => {
      const gone = await startStubCatalog(PORTAL_TOKEN);
      await gone.close();
      expect(await answerOf(gone.portal)).toBe(
        `The portal's catalog cannot be reached at ${gone.portal}; the portal is down or still starting. Try again in a minute.`,
      );
    });

    it('says that it refuses the credential, and does not show it', async () => {
      const message = await answerOf(catalog.portal, 'wrong-token');
      expect(message).toContain('refuses this server');
      expect(message).toContain('CATALOG_READER_TOKEN');
      expect(message).not.toContain('wrong-token');
    });

    it.each([
      ['fails', 'answered 503'],
      ['html', 'is no catalog'],
    ] as const)('says that it %s', async (mood, reason) => {
      catalog.mood = mood;
      expect(await answerOf(catalog.portal)).toContain(reason);
      catalog.mood = 'well';
    });
  });
});
