import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  serverDetailSchema,
  serverPageSchema,
  toolPageSchema,
} from 'backstage-plugin-mcp-governance-common';
import { startLegacyServer, startRawServer } from 'fixtures';
import request from 'supertest';
import { serverEntity } from './__testUtils__/entries';
import {
  TestPortal,
  eventually,
  listedServers,
  startTestPortal,
} from './__testUtils__/startTestPortal';

jest.setTimeout(150_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

async function start(...args: Parameters<typeof startTestPortal>) {
  const portal = await startTestPortal(...args);
  closing.push(() => portal.stop());
  return portal;
}

async function server<T extends { close(): Promise<unknown> }>(
  starting: Promise<T>,
): Promise<T> {
  const started = await starting;
  closing.push(() => started.close());
  return started;
}

const observed = (portal: TestPortal, name: string) =>
  eventually(`an observation of ${name}`, async () => {
    const { body } = await portal.get(`/servers/default/${name}`);
    return body.lastObservedAt && body;
  });

describe('the plugin', () => {
  it('takes entries over, looks at the live servers and serves what it found', async () => {
    const live = await server(startLegacyServer());
    const portal = await start({
      entities: [
        serverEntity('live', {
          url: live.url,
          title: 'Live one',
          description: 'Finds owners.',
          governance: {
            version: '1.0.0',
            domain: 'monorepo',
            status: 'active',
            origin: 'internal',
            ownership: { primary: 'alice', onCall: 'rota' },
            tools: [{ name: 'find_owner', mutates: false }, { name: 'gone' }],
            audit: { nextDue: '2020-01-01' },
          },
        }),
        serverEntity('down', { url: 'http://127.0.0.1:1/mcp' }),
        serverEntity('local', { remotes: [{ type: 'stdio', url: 'npx x' }] }),
        serverEntity('elsewhere', { url: 'https://mcp.example.com/mcp' }),
      ],
    });
    await observed(portal, 'live');
    await observed(portal, 'down');
    await observed(portal, 'elsewhere');
    const page = await listedServers(portal, 4);
    expect(serverPageSchema.parse(page)).toEqual(page);
    expect(page.items.map((item: { title: string }) => item.title)).toEqual([
      'down',
      'elsewhere',
      'Live one',
      'local',
    ]);
    const [down, elsewhere, item, local] = page.items;
    expect(item).toMatchObject({
      entityRef: 'api:default/live',
      purpose: 'Finds owners.',
      owner: 'group:default/platform',
      domain: 'monorepo',
      status: 'active',
      lifecycle: 'production',
      origin: 'internal',
      transport: 'streamable-http',
      health: 'healthy',
      tools: { count: 2, mutating: 1 },
      drift: {
        status: 'drift',
        count: 2,
        kinds: { 'tool-not-live': 1, 'tool-not-declared': 1 },
      },
      audit: { status: 'overdue', nextDue: '2020-01-01' },
    });
    expect(down).toMatchObject({
      health: 'unreachable',
      healthReason: 'the connection was refused',
      drift: { status: 'unknown' },
    });
    expect(elsewhere).toMatchObject({
      health: 'unreachable',
      healthReason: 'egress rules do not allow mcp.example.com:443',
    });
    expect(local).toMatchObject({
      health: 'not-observed',
      transport: 'stdio',
      purpose: null,
      domain: null,
      status: null,
      tools: { count: null, mutating: null },
      lastObservedAt: null,
    });

    const detail = (await portal.get('/servers/default/live')).body;
    expect(serverDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      governance: { ownership: { primary: 'user:default/alice' } },
      remotes: [
        { url: live.url, isFace: true, health: 'healthy', era: 'legacy' },
      ],
      look: { state: 'idle', nextAt: expect.any(String) },
    });

    const tools = (await portal.get('/servers/default/live/tools')).body;
    expect(toolPageSchema.parse(tools)).toEqual(tools);
    expect(
      tools.items.map((tool: { name: string; isLive: boolean }) => [
        tool.name,
        tool.isLive,
      ]),
    ).toEqual([
      ['find_owner', true],
      ['touch', true],
      ['gone', false],
    ]);
    expect(tools.prompts.items).toMatchObject([{ name: 'explain' }]);

    const drift = (await portal.get('/servers/default/live/drift')).body;
    expect(drift).toMatchObject({
      status: 'drift',
      disagreements: [{ kind: 'tool-not-live' }, { kind: 'tool-not-declared' }],
      correctedBlock: expect.stringContaining('- name: touch'),
    });

    const snapshots = (await portal.get('/servers/default/live/snapshots'))
      .body;
    expect(snapshots).toMatchObject({
      totalItems: 1,
      items: [{ serverName: 'legacy', serverVersion: '1.0.0' }],
    });
    const [{ hash }] = snapshots.items;
    const raw = await portal.get(
      `/servers/default/live/snapshots/${encodeURIComponent(hash)}`,
    );
    expect(raw.body).toMatchObject({ serverInfo: { name: 'legacy' } });
    expect(
      (await portal.get('/servers/default/live/snapshots/other')).status,
    ).toBe(404);

    const observations = (
      await portal.get('/servers/default/down/observations')
    ).body;
    expect(observations).toMatchObject({
      totalItems: 1,
      items: [
        {
          outcome: 'failed',
          trigger: 'schedule',
          failure: { kind: 'refused' },
        },
      ],
    });
  });

  it('looks again on request, and lists what changed', async () => {
    let version = 1;
    const live = await server(
      startRawServer({
        'tools/list': () => ({
          tools:
            version === 1
              ? [{ name: 'a', description: 'A' }, { name: 'b' }]
              : [{ name: 'a', description: 'B' }, { name: 'c' }],
        }),
      }),
    );
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    const others = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockImplementation(async ({ eventId }) =>
      eventId === 'observation-request' ? event : others,
    );
    const portal = await start({
      entities: [
        serverEntity('live', { url: live.url }),
        serverEntity('local', { remotes: [{ type: 'stdio', url: 'x' }] }),
      ],
      features: [auditor.factory],
    });
    await observed(portal, 'live');
    version = 2;
    const answer = await portal.post('/servers/default/live/observations');
    expect(answer.status).toBe(202);
    expect(['queued', 'running']).toContain(answer.body.state);
    await eventually('the change', async () => {
      const { body } = await portal.get('/servers/default/live/snapshots');
      return body.totalItems === 2;
    });
    const log = (await portal.get('/servers/default/live/changes')).body;
    expect(log).toMatchObject({ totalItems: 1, items: [{ remote: live.url }] });
    expect(
      log.items[0].changes.map((change: { subject: string; kind: string }) => [
        change.subject,
        change.kind,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['tool:a', 'tool-description-changed'],
        ['tool:b', 'tool-removed'],
        ['tool:c', 'mutating-tool-added'],
      ]),
    );
    const { body } = await portal.get('/servers/default/live/observations');
    expect(body.items[0]).toMatchObject({ trigger: 'person' });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'observation-request',
        meta: { entityRef: 'api:default/live' },
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);

    const refused = await portal.post('/servers/default/local/observations');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('stdio');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it('never takes a failed listing for an empty one', async () => {
    let failing = false;
    const live = await server(
      startRawServer({
        initialize: {
          protocolVersion: '2025-11-25',
          capabilities: { tools: {}, prompts: {} },
          serverInfo: { name: 'raw', version: '0' },
        },
        'tools/list': () =>
          failing ? { tools: 'oops' } : { tools: [{ name: 'a' }] },
        'prompts/list': { prompts: [] },
      }),
    );
    const portal = await start({
      entities: [serverEntity('live', { url: live.url })],
    });
    await observed(portal, 'live');
    failing = true;
    await portal.post('/servers/default/live/observations');
    const degraded = await eventually('the failing list', async () => {
      const { body } = await portal.get('/servers/default/live');
      return body.health === 'degraded' && body;
    });
    expect(degraded).toMatchObject({
      healthReason: expect.stringContaining('tools could not be listed'),
      tools: { count: 1 },
      drift: { status: 'unknown' },
    });
    const tools = (await portal.get('/servers/default/live/tools')).body;
    expect(tools).toMatchObject({
      items: [{ name: 'a', isLive: true }],
      listing: { status: 'failed' },
    });
    const logged = async () =>
      (await portal.get('/servers/default/live/changes')).body.items.map(
        ({ changes }: { changes: { kind: string }[] }) =>
          changes.map(({ kind }) => kind),
      );
    expect(await logged()).toEqual([
      ['listing-unknown', 'auth-answer-changed'],
    ]);
    // Back again, it is compared with what was listed before, not with the gap.
    failing = false;
    await portal.post('/servers/default/live/observations');
    await eventually('the recovery', async () => {
      const { body } = await portal.get('/servers/default/live/snapshots');
      return body.totalItems === 3;
    });
    expect(await logged()).toHaveLength(1);
  });

  it('keeps the history of an entity that goes away and comes back', async () => {
    const live = await server(startLegacyServer());
    const entity = serverEntity('live', { url: live.url });
    const portal = await start({ entities: [entity] });
    await observed(portal, 'live');
    await portal.setEntities([]);
    await eventually('the disappearance', async () => {
      const { body } = await portal.get('/servers');
      return body.totalItems === 0;
    });
    expect((await portal.get('/servers/default/live')).status).toBe(404);
    await portal.setEntities([entity]);
    await listedServers(portal, 1);
    const { body } = await portal.get('/servers/default/live/observations');
    expect(body.totalItems).toBeGreaterThanOrEqual(1);
    expect(body.items[body.items.length - 1].outcome).toBe('observed');
  });

  it('lists entries that the catalog rejected, with message and source', async () => {
    const good = serverEntity('good');
    const portal = await start({
      entities: [
        good,
        serverEntity('never', { governance: { status: 'activ' } }),
      ],
    });
    await listedServers(portal, 1);
    const rejected = await eventually('the rejection', async () => {
      const { body } = await portal.get('/rejected-entries');
      return body.totalItems === 1 && body;
    });
    expect(rejected.items[0]).toMatchObject({
      entityRef: 'api:default/never',
      location: 'url:https://example.com/x',
      isInCatalog: false,
      messages: [
        'spec.governance.status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?',
      ],
    });
    // A good entry that turns bad keeps its last good version, and says so.
    await portal.setEntities([
      serverEntity('good', { governance: { scopes: 7, version: 2 } }),
    ]);
    const detail = await eventually('the error on the page', async () => {
      const { body } = await portal.get('/servers/default/good');
      return body.rejection && body;
    });
    expect(detail.rejection.messages).toEqual([
      'spec.governance.version: found 2 (number), expected text; put it in quotes: "2"',
      'spec.governance.scopes: found 7 (number), expected a list',
    ]);
    await portal.setEntities([good]);
    await eventually('the end of the complaint', async () => {
      const { body } = await portal.get('/rejected-entries');
      return body.items.every(
        (item: { entityRef: string }) => item.entityRef !== 'api:default/good',
      );
    });
  });

  it('serves its schema and its description to everyone, and nothing else', async () => {
    const portal = await start({});
    const anonymous = (path: string) =>
      request(portal.server).get(`/api/mcp-governance${path}`);
    const schema = await anonymous('/schemas/mcp-server-entry.json');
    expect(schema.body).toMatchObject({
      title: 'Catalog entry of an MCP server',
    });
    expect((await anonymous('/openapi.json')).body.openapi).toBe('3.1.1');
    for (const path of [
      '/servers',
      '/servers.csv',
      '/servers/facets',
      '/servers/default/x',
      '/servers/default/x/tools',
      '/servers/default/x/drift',
      '/servers/default/x/snapshots',
      '/servers/default/x/snapshots/y',
      '/servers/default/x/observations',
      '/rejected-entries',
    ]) {
      const response = await anonymous(path).set(
        'Authorization',
        'Bearer mock-none-token',
      );
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  it('refuses parameters that cannot be used, with a reason', async () => {
    const portal = await start({});
    for (const [path, reason] of [
      ['/servers?limit=0', 'limit: found "0"'],
      ['/servers?limit=many', 'limit: found "many"'],
      ['/servers?limit=501', 'limit: found "501"'],
      ['/servers?offset=-1', 'offset: found "-1"'],
      ['/servers?cursor=$$', 'cursor: found "$$" (string), is no cursor'],
      ['/servers?cursor=YWJj', 'cursor: is no cursor of this list'],
      ['/servers?health=fine', 'health.0: found "fine"'],
      ['/servers?sort=colour', 'sort: found "colour"'],
      ['/servers?colour=red', 'unknown parameter colour'],
    ]) {
      const { status, body } = await portal.get(path);
      expect([path, status]).toEqual([path, 400]);
      expect(body.error.message).toContain(reason);
    }
  });
});

describe('who may see what', () => {
  const entities = [
    serverEntity('ours', {
      owner: 'group:default/ours',
      governance: { domain: 'ours', ownership: { primary: 'alice' } },
    }),
    serverEntity('theirs', {
      owner: 'group:default/theirs',
      governance: { domain: 'theirs' },
    }),
  ];

  /** The catalog shows entities of the team `ours` to everyone but the admin, who sees all. */
  const halfHidden = () =>
    mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorizeConditional: async (requests, options) =>
        requests.map(({ permission }): PolicyDecision => {
          const { principal } = options?.credentials as unknown as {
            principal: { type: string; userEntityRef?: string };
          };
          return permission.name === 'catalog.entity.read' &&
            principal.type === 'user' &&
            principal.userEntityRef !== 'user:default/admin'
            ? {
                result: AuthorizeResult.CONDITIONAL,
                pluginId: 'catalog',
                resourceType: 'catalog-entity',
                conditions: {
                  rule: 'IS_ENTITY_OWNER',
                  resourceType: 'catalog-entity',
                  params: { claims: ['group:default/ours'] },
                },
              }
            : { result: AuthorizeResult.ALLOW };
        }),
    }).factory;

  it('follows a conditional policy of the catalog everywhere', async () => {
    const portal = await start({
      entities: [
        ...entities,
        serverEntity('broken', { governance: { status: 7 } }),
      ],
      features: [halfHidden()],
    });
    const admin = 'user:default/admin';
    await listedServers(portal, 2, '', admin);
    await eventually('the rejection', async () => {
      const { body } = await portal.get('/rejected-entries', admin);
      return body.totalItems === 1;
    });
    const page = await listedServers(portal, 1);
    expect(page).toMatchObject({ totalItems: 1, items: [{ name: 'ours' }] });
    expect((await portal.get('/servers?q=theirs')).body.totalItems).toBe(0);
    expect((await portal.get('/servers/facets')).body).toMatchObject({
      owner: [{ value: 'group:default/ours', count: 1 }],
      domain: [{ value: 'ours', count: 1 }],
    });
    const csv = (await portal.get('/servers.csv')).text;
    expect(csv).toContain('ours');
    expect(csv).not.toContain('theirs');
    expect((await portal.get('/rejected-entries')).body.totalItems).toBe(0);
    for (const path of [
      '',
      '/tools',
      '/drift',
      '/snapshots',
      '/snapshots/x',
      '/observations',
    ]) {
      const response = await portal.get(`/servers/default/theirs${path}`);
      expect([path, response.status]).toEqual([path, 404]);
    }
    expect(
      (await portal.post('/servers/default/theirs/observations')).status,
    ).toBe(404);
  });

  it.each(['mcp-governance.server.read', 'mcp-governance.observation.create'])(
    'demands the permission %s',
    async missing => {
      const portal = await start({
        entities,
        features: [
          mockServices.permissions.mock({
            authorize: async requests =>
              requests.map(({ permission }) => ({
                result:
                  permission.name === missing
                    ? AuthorizeResult.DENY
                    : AuthorizeResult.ALLOW,
              })),
            authorizeConditional: async requests =>
              requests.map(() => ({ result: AuthorizeResult.ALLOW })),
          }).factory,
        ],
      });
      const mayRead = missing !== 'mcp-governance.server.read';
      for (const path of [
        '/servers',
        '/servers.csv',
        '/servers/facets',
        '/rejected-entries',
        '/servers/default/ours',
        '/servers/default/ours/tools',
        '/servers/default/ours/drift',
        '/servers/default/ours/snapshots',
        '/servers/default/ours/observations',
      ]) {
        const { status, text } = await portal.get(path);
        expect([path, status === 403]).toEqual([path, !mayRead]);
        expect([path, text.includes(missing)]).toEqual([path, !mayRead]);
      }
      const { status } = await portal.post(
        '/servers/default/ours/observations',
      );
      expect(status === 403).toBe(mayRead);
    },
  );

  it('shows a person what they answer for, in person or through a team', async () => {
    const portal = await start({
      entities,
      features: [
        mockServices.userInfo.mock({
          getUserInfo: async () => ({
            userEntityRef: 'user:default/x',
            ownershipEntityRefs: ['user:default/x', 'group:default/theirs'],
          }),
        }).factory,
      ],
    });
    await listedServers(portal, 2);
    expect((await listedServers(portal, 1, '?mine=true')).items[0].name).toBe(
      'theirs',
    );
    const byAlice = '?answersFor=user:default/alice';
    expect((await listedServers(portal, 1, byAlice)).items[0].name).toBe(
      'ours',
    );
  });
});
