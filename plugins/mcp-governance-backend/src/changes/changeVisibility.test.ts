import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  approvalOf,
  pairOf,
  startDriftingServer,
} from '../__testUtils__/drifting';
import { serverEntity } from '../__testUtils__/entries';
import {
  eventually,
  listedServers,
  startTestPortal,
} from '../__testUtils__/startTestPortal';

jest.setTimeout(120_000);

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

async function driftingServer() {
  const live = await startDriftingServer();
  closing.push(() => live.close());
  return live;
}

const decisions = '/servers/default/notes/decisions';
const reason = 'Nobody calls list_notes any more.';

describe('who may see changes', () => {
  it('follows a conditional policy of the catalog in logs, feeds and counts', async () => {
    const live = await driftingServer();
    const hidden = await driftingServer();
    const admin = 'user:default/admin';
    const portal = await start({
      entities: [
        serverEntity('ours', { url: live.url, owner: 'group:default/ours' }),
        serverEntity('theirs', {
          url: hidden.url,
          owner: 'group:default/theirs',
        }),
      ],
      features: [
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async (requests, options) =>
            requests.map((): PolicyDecision => {
              const { principal } = options?.credentials as unknown as {
                principal: { type: string; userEntityRef?: string };
              };
              return principal.type === 'user' &&
                principal.userEntityRef !== admin
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
        }).factory,
      ],
    });
    const logOf = async (query: string, user?: string) =>
      (await portal.get(`/changes${query}`, user)).body;
    await eventually('observations of both', async () => {
      const { body } = await portal.get('/servers', admin);
      return (
        body.totalItems === 2 &&
        body.items.every(
          (item: { lastObservedAt: string | null }) => item.lastObservedAt,
        )
      );
    });
    live.remove('list_notes');
    hidden.remove('list_notes');
    for (const name of ['ours', 'theirs']) {
      await portal.post(`/servers/default/${name}/observations`, admin);
    }
    await eventually('both changes', async () => {
      const { totalItems } = await logOf('', admin);
      return totalItems === 2;
    });
    await listedServers(portal, 1);
    expect(await logOf('')).toMatchObject({
      totalItems: 1,
      items: [{ name: 'ours' }],
    });
    expect(await logOf('?owner=group:default/theirs')).toEqual({
      items: [],
      totalItems: 0,
    });
    expect(await logOf('?server=api:default/theirs')).toEqual({
      items: [],
      totalItems: 0,
    });
    const feed = (await portal.get('/changes.atom')).text;
    expect(feed).toContain('<title>ours: 1 breaking change</title>');
    expect(feed).not.toContain('theirs');
    expect((await portal.get('/changes.atom', admin)).text).toContain('theirs');
    expect((await portal.get('/servers/facets')).body.approval).toEqual([
      { value: 'never-approved', count: 1 },
    ]);
    const pair = await pairOf(portal, 'theirs', admin);
    for (const path of ['changes', 'changelog.md', 'approval', 'decisions']) {
      const { status } = await portal.get(`/servers/default/theirs/${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
    const decided = await portal.post(
      '/servers/default/theirs/decisions',
      undefined,
      { decision: 'approved', pair, reason },
    );
    expect(decided.status).toBe(404);
  });

  const reading = [
    '/changes',
    '/changes.atom',
    '/servers/default/notes/changes',
    '/servers/default/notes/changelog.md',
    '/servers/default/notes/approval',
    decisions,
  ];
  /** A portal in which everyone lacks one permission. */
  const startWithout = (missing: string) =>
    start({
      entities: [
        serverEntity('notes', { remotes: [{ type: 'stdio', url: 'x' }] }),
      ],
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

  it('demands the permission to read servers', async () => {
    const portal = await startWithout('mcp-governance.server.read');
    for (const path of reading) {
      const { status, body } = await portal.get(path);
      expect([path, status, body.error.message]).toEqual([
        path,
        403,
        'The permission mcp-governance.server.read is needed for this',
      ]);
    }
    expect((await portal.post(decisions)).status).toBe(400);
  });

  it('demands the permission to decide, and says so beforehand', async () => {
    const portal = await startWithout('mcp-governance.change.approve');
    await listedServers(portal, 1);
    for (const path of reading) {
      const { status } = await portal.get(path);
      expect([path, status === 403]).toEqual([path, false]);
    }
    expect((await approvalOf(portal, 'notes')).cannotDecide).toBe(
      'You need the permission mcp-governance.change.approve.',
    );
    expect((await portal.post(decisions)).status).toBe(403);
  });

  it('asks everyone who they are, and says what it cannot use', async () => {
    const portal = await start({});
    for (const path of [
      '/changes',
      '/changes.atom',
      '/servers/default/x/changes',
      '/servers/default/x/changelog.md',
      '/servers/default/x/approval',
      '/servers/default/x/decisions',
    ]) {
      const { status } = await request(portal.server)
        .get(`/api/mcp-governance${path}`)
        .set('Authorization', 'Bearer mock-none-token');
      expect([path, status]).toEqual([path, 401]);
    }
    for (const [path, problem] of [
      ['/changes?verdict=bad', 'verdict.0: found "bad"'],
      ['/changes?from=yesterday', 'from: found "yesterday"'],
      ['/changes?limit=0', 'limit: found "0"'],
      ['/changes.atom?limit=5', 'unknown parameter limit'],
      ['/servers/default/x/changes?owner=y', 'unknown parameter owner'],
      ['/servers/default/x/changelog.md?since=y', 'unknown parameter since'],
    ]) {
      const { status, body } = await portal.get(path);
      expect([path, status, body.error.message]).toEqual([
        path,
        400,
        expect.stringContaining(problem),
      ]);
    }
  });
});
