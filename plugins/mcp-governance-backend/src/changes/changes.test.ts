import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EventParams, eventsServiceRef } from '@backstage/plugin-events-node';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  approvalSchema,
  changeLogPageSchema,
  changesEventSchema,
  changesTopic,
  decisionEventSchema,
  decisionPageSchema,
  decisionSchema,
  decisionsTopic,
} from 'backstage-plugin-mcp-governance-common';
import { XMLParser } from 'fast-xml-parser';
import { startRawServer } from 'fixtures';
import request from 'supertest';
import { serverEntity } from '../__testUtils__/entries';
import {
  TestPortal,
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

/** A live server of which a tool can be taken away. */
async function driftingServer() {
  const tools = new Map(
    ['find_note', 'list_notes'].map(name => [
      name,
      {
        name,
        description: `Does ${name}.`,
        inputSchema: { type: 'object' },
        annotations: { readOnlyHint: true },
      },
    ]),
  );
  const live = await startRawServer({
    'tools/list': () => ({ tools: [...tools.values()] }),
  });
  closing.push(() => live.close());
  return { url: live.url, remove: (name: string) => tools.delete(name) };
}

const owner = 'user:default/olga';
const consumer = 'user:default/carl';
const person = (name: string, group: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { memberOf: [group] },
});
const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  spec: { type: 'team', children: [] },
});

/** Another plugin that wants to know of changes. */
function curiousPlugin(heard: EventParams[]) {
  return createBackendPlugin({
    pluginId: 'curious',
    register({ registerInit }) {
      registerInit({
        deps: { events: eventsServiceRef },
        async init({ events }) {
          await events.subscribe({
            id: 'curious',
            topics: [changesTopic, decisionsTopic],
            onEvent: async event => {
              heard.push(event);
            },
          });
        },
      });
    },
  });
}

const seen = (portal: TestPortal, name: string) =>
  eventually(`an observation of ${name}`, async () => {
    const { body } = await portal.get(`/servers/default/${name}`);
    return body.lastObservedAt && body;
  });

/** Has a server looked at until its change log has so many entries. */
async function driftTo(portal: TestPortal, name: string, entries: number) {
  await portal.post(`/servers/default/${name}/observations`);
  return eventually(`${entries} entries of ${name}`, async () => {
    const { body } = await portal.get(`/servers/default/${name}/changes`);
    return body.totalItems === entries && body;
  });
}

async function notificationsOf(portal: TestPortal, user: string) {
  const { body } = await request(portal.server)
    .get('/api/notifications/notifications')
    .set('Authorization', mockCredentials.user.header(user));
  return body.notifications.map(
    ({ payload }: { payload: { title: string } }) => payload.title,
  );
}

const approvalOf = async (portal: TestPortal, user?: string) => {
  const { body } = await portal.get('/servers/default/notes/approval', user);
  expect(approvalSchema.parse(body)).toEqual(body);
  return approvalSchema.parse(body);
};

const decisions = '/servers/default/notes/decisions';
const reason = 'Nobody calls list_notes any more.';

describe('a live server that drifts', () => {
  it('is logged, needs approval, is approved with a reason, and all who should know do', async () => {
    const live = await driftingServer();
    const heard: EventParams[] = [];
    const portal = await start({
      entities: [
        group('platform'),
        group('sales'),
        person('olga', 'platform'),
        person('carl', 'sales'),
        serverEntity('notes', {
          title: 'Notes',
          url: live.url,
          governance: { consumers: ['group:default/sales'] },
        }),
      ],
      features: [notificationsPlugin, curiousPlugin(heard)],
    });
    await seen(portal, 'notes');
    expect(await approvalOf(portal)).toMatchObject({
      status: 'never-approved',
      baseline: null,
      lastDecision: null,
      latest: { observedAt: expect.any(String) },
      changes: [],
      material: 0,
      cannotDecide: null,
      informs: ['group:default/platform'],
    });

    const first = await approvalOf(portal);
    const approved = await portal.post(decisions, owner, {
      decision: 'approved',
      pair: {
        snapshot: first.latest?.snapshot,
        entryRevision: first.latest?.entryRevision,
      },
      reason: 'First review, nothing found.',
    });
    expect([approved.status, approved.body.error]).toEqual([201, undefined]);
    expect(decisionSchema.parse(approved.body)).toEqual(approved.body);
    expect(approved.body).toMatchObject({ by: owner, counts: {} });

    live.remove('list_notes');
    const log = await driftTo(portal, 'notes', 1);
    expect(changeLogPageSchema.parse(log)).toEqual(log);
    expect(log.items[0]).toMatchObject({
      entityRef: 'api:default/notes',
      title: 'Notes',
      owner: 'group:default/platform',
      cause: 'snapshot',
      remote: live.url,
      before: first.latest?.snapshot,
      verdict: 'breaking',
      severity: 'high',
      counts: { breaking: 1 },
      changes: [{ kind: 'tool-removed', subject: 'tool:list_notes' }],
    });
    const [summary] = (await portal.get('/servers?approval=re-approval-needed'))
      .body.items;
    expect(summary.approval).toEqual({
      status: 're-approval-needed',
      material: 1,
    });
    const needed = await approvalOf(portal);
    expect(needed).toMatchObject({
      status: 're-approval-needed',
      material: 1,
      baseline: { id: approved.body.id },
      changes: [{ subject: 'tool:list_notes' }],
    });

    const { observedAt: _, ...pair } = needed.latest ?? { observedAt: '' };
    const again = await portal.post(decisions, undefined, {
      decision: 'approved',
      pair,
      reason,
    });
    expect(again.body).toMatchObject({ counts: { breaking: 1 }, reason, pair });
    expect(await approvalOf(portal)).toMatchObject({
      status: 'approved',
      changes: [],
    });
    const { body: history } = await portal.get(decisions);
    expect(decisionPageSchema.parse(history)).toEqual(history);
    expect(history).toMatchObject({
      totalItems: 2,
      items: [{ id: again.body.id }, { id: approved.body.id }],
    });

    const fleet = (await portal.get('/changes?verdict=breaking')).body;
    expect(fleet).toEqual(log);
    expect((await portal.get('/changes?verdict=security')).body.items).toEqual(
      [],
    );
    const feed = await portal.get('/changes.atom?verdict=breaking');
    expect(feed.headers['content-type']).toBe(
      'application/atom+xml; charset=utf-8',
    );
    expect(new XMLParser().parse(feed.text).feed).toMatchObject({
      id: expect.stringMatching(
        /^http.*\/api\/mcp-governance\/changes\.atom\?verdict=breaking$/,
      ),
      entry: {
        id: `urn:uuid:${log.items[0].id}`,
        title: 'Notes: 1 breaking change',
      },
    });
    const changelog = await portal.get(
      `/servers/default/notes/changelog.md?from=${encodeURIComponent(
        log.items[0].before,
      )}`,
    );
    expect(changelog.headers['content-type']).toContain('text/markdown');
    expect(changelog.headers['content-disposition']).toBe(
      'attachment; filename="CHANGELOG-notes.md"',
    );
    expect(changelog.text).toMatch(
      /^## Notes, \d{4}-\d\d-\d\d\n\n### Breaking\n\n- .*list\\_notes/,
    );
    // What is approved is the latest: since then nothing changed.
    expect(
      (await portal.get('/servers/default/notes/changelog.md')).text,
    ).toContain('Nothing changed.');

    await eventually('all events', async () => heard.length === 3);
    expect(heard.map(({ topic }) => topic)).toEqual([
      decisionsTopic,
      changesTopic,
      decisionsTopic,
    ]);
    expect(decisionEventSchema.parse(heard[2].eventPayload).reason).toBe(
      reason,
    );
    expect(changesEventSchema.parse(heard[1].eventPayload).id).toBe(
      log.items[0].id,
    );
    await eventually('all notifications', async () => {
      const titles = await notificationsOf(portal, owner);
      return titles.length === 2 && titles;
    });
    expect((await notificationsOf(portal, owner)).sort()).toEqual([
      // Of her own decision she is not told.
      'Notes was approved',
      'Notes: 1 breaking change',
    ]);
    expect(await notificationsOf(portal, consumer)).toEqual([
      'Notes, which you use: 1 breaking change',
    ]);
  });

  it('goes on where the portal has no notifications backend', async () => {
    const live = await driftingServer();
    const logger = mockServices.rootLogger.mock();
    const child = mockServices.logger.mock();
    logger.child.mockReturnValue(child);
    child.child.mockReturnValue(child);
    const heard: EventParams[] = [];
    const portal = await start({
      entities: [serverEntity('notes', { url: live.url })],
      features: [logger.factory, curiousPlugin(heard)],
    });
    await seen(portal, 'notes');
    live.remove('list_notes');
    await driftTo(portal, 'notes', 1);
    await eventually('the event', async () => heard.length === 1);
    await eventually('the attempt to notify', async () =>
      child.debug.mock.calls.some(([message]) =>
        message.includes('no notifications backend'),
      ),
    );
    expect(
      child.warn.mock.calls.filter(([message]) => message.includes('Telling')),
    ).toEqual([]);
  });
});

describe('a decision', () => {
  it('is refused without reason, for what is not the latest, and for nobody in person', async () => {
    const live = await driftingServer();
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    const others = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockImplementation(async ({ eventId }) =>
      eventId === 'change-decision' ? event : others,
    );
    const portal = await start({
      entities: [
        serverEntity('notes', { url: live.url }),
        serverEntity('local', { remotes: [{ type: 'stdio', url: 'x' }] }),
      ],
      features: [auditor.factory],
    });
    await seen(portal, 'notes');
    const { latest } = await approvalOf(portal);
    const pair = {
      snapshot: latest?.snapshot,
      entryRevision: latest?.entryRevision,
    };
    for (const [body, problem] of [
      [{ decision: 'approved', pair }, 'reason: found nothing'],
      [
        { decision: 'approved', pair, reason: '   ok   ' },
        'reason: found "   ok   " (string), needs a reason of at least ten characters',
      ],
      [{ decision: 'maybe', pair, reason }, 'decision: found "maybe"'],
      [{ decision: 'approved', reason }, 'pair'],
      [
        { decision: 'approved', pair, reason, by: 'me' },
        'unknown parameter by',
      ],
    ] as const) {
      const { status, body: answer } = await portal.post(
        decisions,
        undefined,
        body,
      );
      expect([status, answer.error.message]).toEqual([
        400,
        expect.stringContaining(problem),
      ]);
    }
    expect(event.fail).not.toHaveBeenCalled();

    const stale = await portal.post(decisions, undefined, {
      decision: 'approved',
      pair: { ...pair, snapshot: 'sha256.v1:other' },
      reason,
    });
    expect([stale.status, stale.body.error.message]).toEqual([
      409,
      expect.stringContaining('has changed since'),
    ]);
    const unseen = await portal.post(
      '/servers/default/local/decisions',
      undefined,
      { decision: 'approved', pair, reason },
    );
    expect([unseen.status, unseen.body.error.message]).toEqual([
      409,
      'Nothing was observed yet, so there is nothing to decide about.',
    ]);
    const { body: unknown } = await portal.get(
      '/servers/default/local/approval',
    );
    expect(unknown).toMatchObject({
      status: 'unknown',
      latest: null,
      cannotDecide: unseen.body.error.message,
    });
    expect(
      (await portal.get('/servers/default/local/changelog.md')).status,
    ).toBe(404);
    expect(
      (await portal.get('/servers/default/notes/changelog.md?to=other')).status,
    ).toBe(404);

    const byService = await request(portal.server)
      .post(`/api/mcp-governance${decisions}`)
      .set('Authorization', mockCredentials.service.header())
      .send({ decision: 'approved', pair, reason });
    expect([byService.status, byService.body.error.message]).toEqual([
      403,
      'Changes are approved and rejected by people.',
    ]);
    expect(event.fail).toHaveBeenCalledTimes(3);
    expect(event.success).not.toHaveBeenCalled();

    const rejected = await portal.post(decisions, undefined, {
      decision: 'rejected',
      pair,
      reason,
    });
    expect(rejected.status).toBe(201);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'change-decision',
        meta: { entityRef: 'api:default/notes', decision: 'rejected', pair },
      }),
    );
    expect(event.success).toHaveBeenCalledWith({
      meta: { decisionId: rejected.body.id, reason },
    });
    expect(await approvalOf(portal)).toMatchObject({
      status: 'rejected',
      baseline: null,
      lastDecision: { id: rejected.body.id },
    });
  });

  it('is not for whoever issued the token that the snapshot came in with', async () => {
    const portal = await start({
      entities: [
        serverEntity('notes', { remotes: [{ type: 'stdio', url: 'x' }] }),
      ],
    });
    await listedServers(portal, 1);
    const issued = await portal.post(
      '/servers/default/notes/upload-tokens',
      owner,
      { name: 'ci', expiresAt: null },
    );
    expect([issued.status, issued.body.error]).toEqual([201, undefined]);
    await request(portal.server)
      .post('/api/mcp-governance/servers/default/notes/snapshots')
      .set('Authorization', `Bearer ${issued.body.token}`)
      .send({
        format: 'mcp-governance/snapshot@1',
        takenWith: {
          transport: 'stdio',
          era: 'legacy',
          protocolVersion: '2025-11-25',
          principal: 'anonymous',
        },
        serverInfo: { name: 'x', version: '1' },
        capabilities: { tools: {} },
        tools: { status: 'listed', items: [] },
        prompts: { status: 'notAdvertised' },
        resources: { status: 'notAdvertised' },
        resourceTemplates: { status: 'notAdvertised' },
        auth: { status: 'accepted', methods: [] },
      })
      .expect(201);
    const { latest, cannotDecide } = await approvalOf(portal, owner);
    expect(cannotDecide).toContain('someone else has to decide');
    const body = {
      decision: 'approved',
      pair: {
        snapshot: latest?.snapshot,
        entryRevision: latest?.entryRevision,
      },
      reason,
    };
    const own = await portal.post(decisions, owner, body);
    expect([own.status, own.body.error.message]).toEqual([403, cannotDecide]);
    expect((await approvalOf(portal, consumer)).cannotDecide).toBeNull();
    expect((await portal.post(decisions, consumer, body)).status).toBe(201);
  });
});

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
    const { latest } = (
      await portal.get('/servers/default/theirs/approval', admin)
    ).body;
    const { observedAt: _, ...pair } = latest;
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
    expect((await approvalOf(portal)).cannotDecide).toBe(
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
