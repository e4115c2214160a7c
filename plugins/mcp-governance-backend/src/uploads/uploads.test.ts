import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Snapshot,
  issuedUploadTokenSchema,
  serverDetailSchema,
  uploadReceiptSchema,
  uploadTokenPageSchema,
} from 'backstage-plugin-mcp-governance-common';
import { startLegacyServer } from 'fixtures';
import request from 'supertest';
import { serverEntity } from '../__testUtils__/entries';
import {
  TestPortal,
  eventually,
  listedServers,
  startTestPortal,
} from '../__testUtils__/startTestPortal';

jest.setTimeout(60_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

const local = serverEntity('local', {
  remotes: [{ type: 'stdio', url: 'stdio:@acme/local' }],
  governance: { version: '1.0.0', tools: [{ name: 'read', mutates: false }] },
});
const other = serverEntity('other', {
  remotes: [{ type: 'stdio', url: 'stdio:@acme/other' }],
});

async function start(
  options: Parameters<typeof startTestPortal>[0] = {},
): Promise<TestPortal> {
  const entities = options.entities ?? [local, other];
  const portal = await startTestPortal({ ...options, entities });
  closing.push(() => portal.stop());
  await listedServers(portal, entities.length);
  return portal;
}

const snapshotOf = (tools: object[]): Snapshot => ({
  format: 'mcp-governance/snapshot@1',
  takenWith: {
    transport: 'stdio',
    era: 'legacy',
    protocolVersion: '2025-11-25',
    principal: 'anonymous',
  },
  serverInfo: { name: 'local', version: '1.0.0' },
  capabilities: { tools: {} },
  tools: { status: 'listed', items: tools as never },
  prompts: { status: 'notAdvertised' },
  resources: { status: 'notAdvertised' },
  resourceTemplates: { status: 'notAdvertised' },
  auth: { status: 'accepted', methods: ['initialize', 'tools/list'] },
});
const read = { name: 'read', annotations: { readOnlyHint: true } };

const tokens = '/servers/default/local/upload-tokens';

async function issue(
  portal: TestPortal,
  body: object = { name: 'ci' },
  path = tokens,
) {
  const response = await portal.post(path, undefined, body);
  expect([response.status, response.body.error]).toEqual([201, undefined]);
  return issuedUploadTokenSchema.parse(response.body);
}

const upload = (
  portal: TestPortal,
  token: string | undefined,
  body: unknown = snapshotOf([read]),
  name = 'local',
) => {
  const sent = request(portal.server)
    .post(`/api/mcp-governance/servers/default/${name}/snapshots`)
    .set('Content-Type', 'application/json');
  if (token !== undefined) {
    sent.set('Authorization', `Bearer ${token}`);
  }
  return sent.send(typeof body === 'string' ? body : JSON.stringify(body));
};

const remove = (portal: TestPortal, path: string) =>
  request(portal.server)
    .delete(`/api/mcp-governance${path}`)
    .set('Authorization', 'Bearer mock-user-token');

describe('upload tokens', () => {
  it('are shown once, listed without their text, and revoked for good', async () => {
    const portal = await start();
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const issued = await issue(portal, { name: ' CI of main ', expiresAt });
    expect(issued).toMatchObject({
      name: 'CI of main',
      status: 'usable',
      createdBy: 'user:default/reader',
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
    });
    expect(issued.token).toMatch(/^mcpgu_[\w-]{43}$/);
    const second = await issue(portal, { name: 'nightly' });
    expect(second.token).not.toBe(issued.token);

    const { body: page, text } = await portal.get(tokens);
    expect(uploadTokenPageSchema.parse(page)).toEqual(page);
    expect(page).toMatchObject({ totalItems: 2 });
    expect(page.items.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['CI of main', 'nightly'],
    );
    expect(text).not.toContain(issued.token.slice(6));

    const revoked = await remove(portal, `${tokens}/${issued.id}`);
    expect(revoked).toMatchObject({
      status: 200,
      body: { status: 'revoked', revokedBy: 'user:default/mock' },
    });
    const again = await remove(portal, `${tokens}/${issued.id}`);
    expect(again.body).toEqual(revoked.body);
    expect((await remove(portal, `${tokens}/none`)).status).toBe(404);
    const ofOther = '/servers/default/other/upload-tokens';
    expect((await remove(portal, `${ofOther}/${second.id}`)).status).toBe(404);
    // The name is free again for the one that takes its place.
    await issue(portal, { name: 'CI of main' });
  });

  it('refuse what cannot be a token, with a reason', async () => {
    const portal = await start();
    const cases: [object, string][] = [
      [{}, 'name: found nothing'],
      [{ name: '' }, 'name: found ""'],
      [{ name: 'a\nb' }, 'may hold letters, digits'],
      [{ name: 'x'.repeat(61) }, 'name: found'],
      [{ name: 'ci', expiresAt: '2020-01-01T00:00:00Z' }, 'which is past'],
      [{ name: 'ci', expiresAt: 'tomorrow' }, 'expiresAt: found "tomorrow"'],
      [{ name: 'ci', colour: 'red' }, 'unknown parameter colour'],
    ];
    for (const [body, reason] of cases) {
      const { status, body: answer } = await portal.post(
        tokens,
        undefined,
        body,
      );
      expect([status, answer.error.message]).toEqual([
        400,
        expect.stringContaining(reason),
      ]);
    }
    expect((await portal.get(tokens)).body.totalItems).toBe(0);
    // Nor is there a second one of the same name while the first can be used.
    await issue(portal);
    const response = await portal.post(tokens, undefined, { name: 'ci' });
    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain('revoke it');
    await issue(portal, undefined, '/servers/default/other/upload-tokens');
  });

  it('need their permission, and a server that the caller may see', async () => {
    const needed = 'mcp-governance.upload-token.manage';
    const portal = await start({
      features: [
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result:
                permission.name === needed
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
          authorizeConditional: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }).factory,
      ],
    });
    for (const response of [
      await portal.get(tokens),
      await portal.post(tokens, undefined, { name: 'ci' }),
      await remove(portal, `${tokens}/x`),
    ]) {
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(needed);
    }
    const open = await start();
    const gone = '/servers/default/gone/upload-tokens';
    expect((await open.get(gone)).status).toBe(404);
    expect((await open.post(gone, undefined, { name: 'ci' })).status).toBe(404);
    const anonymous = await request(open.server).get(
      `/api/mcp-governance${tokens}`,
    );
    // The test backend takes a caller without a header for a user.
    expect(anonymous.status).toBe(200);
    const nobody = await request(open.server)
      .get(`/api/mcp-governance${tokens}`)
      .set('Authorization', 'Bearer mock-none-token');
    expect(nobody.status).toBe(401);
  });
});

describe('an uploaded snapshot', () => {
  it('shows the tools, is judged for drift, and is said to be uploaded', async () => {
    const portal = await start();
    const before = (await portal.get('/servers/default/local')).body;
    expect(before).toMatchObject({
      health: 'not-observed',
      healthReason:
        'stdio: introspected by its owner’s CI, never run from here',
      drift: { status: 'unknown' },
      look: { state: 'idle' },
    });
    const { token, id } = await issue(portal);
    const tools = [read, { name: 'wipe' }];
    const { status, body: receipt } = await upload(
      portal,
      token,
      snapshotOf(tools),
    );
    expect(status).toBe(201);
    expect(uploadReceiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      entityRef: 'api:default/local',
      isOther: true,
      drift: { status: 'drift', count: 1 },
    });

    const detail = (await portal.get('/servers/default/local')).body;
    expect(serverDetailSchema.parse(detail)).toEqual(detail);
    const day = receipt.observedAt.slice(0, 10);
    expect(detail).toMatchObject({
      health: 'not-observed',
      healthReason: `snapshot uploaded by its owner on ${day}; stdio, never run from here`,
      lastObservedAt: null,
      tools: { count: 2, mutating: 1 },
      drift: { status: 'drift', count: 1, kinds: { 'tool-not-declared': 1 } },
      remotes: [
        {
          type: 'stdio',
          isFace: true,
          health: 'not-observed',
          lastObservedAt: null,
          uploadedAt: receipt.observedAt,
          principal: 'uploaded:ci',
        },
      ],
    });
    const list = (await portal.get('/servers/default/local/tools')).body;
    expect(list).toMatchObject({
      listing: { status: 'listed' },
      items: [
        { name: 'read', isLive: true },
        { name: 'wipe', isLive: true },
      ],
    });
    const drift = (await portal.get('/servers/default/local/drift')).body;
    expect(drift).toMatchObject({
      observedAt: receipt.observedAt,
      disagreements: [{ kind: 'tool-not-declared' }],
    });
    expect(
      (await portal.get('/servers/default/local/observations')).body,
    ).toMatchObject({
      totalItems: 1,
      items: [
        { trigger: 'upload', outcome: 'observed', snapshot: receipt.hash },
      ],
    });
    const raw = await portal.get(
      `/servers/default/local/snapshots/${encodeURIComponent(receipt.hash)}`,
    );
    expect(raw.body.takenWith).toMatchObject({
      transport: 'stdio',
      principal: 'uploaded:ci',
    });
    const [used] = (await portal.get(tokens)).body.items;
    expect(used).toMatchObject({ id, lastUsedAt: expect.any(String) });
  });

  it('is stored once, and compared with the one before', async () => {
    const portal = await start();
    const { token } = await issue(portal);
    const first = await upload(portal, token);
    const same = await upload(portal, token);
    expect(same.body).toMatchObject({ isOther: false, hash: first.body.hash });
    expect(Date.parse(same.body.observedAt)).toBeGreaterThan(
      Date.parse(first.body.observedAt),
    );
    const next = await upload(
      portal,
      token,
      snapshotOf([{ ...read, description: 'Reads.' }, { name: 'wipe' }]),
    );
    expect(next.body).toMatchObject({ isOther: true });
    const { body } = await portal.get('/servers/default/local/snapshots');
    expect(body).toMatchObject({
      totalItems: 2,
      items: [
        {
          principal: 'uploaded:ci',
          changes: [
            {
              section: 'tools',
              added: ['wipe'],
              changed: [{ name: 'read', aspects: ['description'] }],
            },
          ],
        },
        {},
      ],
    });
    const { body: all } = await portal.get(
      '/servers/default/local/observations',
    );
    expect(all.totalItems).toBe(3);
  });

  it('never counts as empty where a list failed', async () => {
    const portal = await start();
    const { token } = await issue(portal);
    await upload(portal, token);
    const { body } = await upload(portal, token, {
      ...snapshotOf([]),
      tools: {
        status: 'failed',
        error: { kind: 'limit', message: 'too long' },
      },
    });
    expect(body).toMatchObject({ drift: { status: 'unknown' } });
    expect(
      (await portal.get('/servers/default/local/tools')).body,
    ).toMatchObject({
      listing: { status: 'failed' },
      items: [{ name: 'read', isLive: true }],
    });
  });

  it('may be larger than a form, and of a server whose endpoint is out of reach', async () => {
    const portal = await start({
      entities: [serverEntity('far', { url: 'http://127.0.0.1:1/mcp' })],
    });
    await eventually('a failed look', async () => {
      const { body } = await portal.get('/servers/default/far');
      return body.health === 'unreachable';
    });
    const { token } = await issue(
      portal,
      undefined,
      '/servers/default/far/upload-tokens',
    );
    const large = { ...read, description: 'x'.repeat(1_000_000) };
    const { status } = await upload(
      portal,
      token,
      {
        ...snapshotOf([large]),
        takenWith: {
          ...snapshotOf([]).takenWith,
          transport: 'streamable-http',
        },
      },
      'far',
    );
    expect(status).toBe(201);
    const { body } = await portal.get('/servers/default/far');
    // What was seen from here stays what it was.
    expect(body).toMatchObject({
      health: 'unreachable',
      tools: { count: 1 },
      remotes: [{ health: 'unreachable', uploadedAt: expect.any(String) }],
    });
  });
});

describe('an upload is refused', () => {
  it('without a token, with one that is none, is revoked, expired or for another server', async () => {
    const portal = await start();
    const { token, id } = await issue(portal);
    const soon = new Date(Date.now() + 1_000).toISOString();
    const brief = await issue(portal, { name: 'brief', expiresAt: soon });
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const refused = async (
      [text, name]: [string | undefined, string?],
      status: number,
      reason: string,
    ) => {
      const response = await upload(portal, text, undefined, name);
      expect([response.status, response.body.error.message]).toEqual([
        status,
        expect.stringContaining(reason),
      ]);
    };
    await refused([undefined], 401, 'An upload token is needed');
    await refused(['mock-user-token'], 401, 'An upload token is needed');
    await refused([`mcpgu_${'A'.repeat(43)}`], 401, 'was ever issued');
    await refused([brief.token], 401, `expired on ${soon}`);
    await refused([token, 'other'], 403, 'is for another server');
    await refused([token, 'nonexistent'], 403, 'is for another server');
    expect((await upload(portal, token)).status).toBe(201);
    await remove(portal, `${tokens}/${id}`);
    await refused([token], 401, '"ci" was revoked on 20');
    // It opens nothing else.
    const elsewhere = await request(portal.server)
      .get('/api/mcp-governance/servers/default/local/snapshots')
      .set('Authorization', `Bearer ${token}`);
    expect(elsewhere.status).toBe(401);
  });

  it('where the body is no snapshot, or a larger one than is taken in', async () => {
    const portal = await start({
      introspection: { limits: { maxItems: 10, maxDepth: 8 } },
      uploads: { maxBytes: 2_000 },
    });
    const { token } = await issue(portal);
    const cases: [unknown, number, string][] = [
      ['{', 400, 'The body is no JSON document'],
      ['"x"', 400, 'expected object'],
      [{ ...snapshotOf([]), tools: undefined }, 400, 'tools: found nothing'],
      [
        { ...snapshotOf([]), serverInfo: undefined },
        400,
        'serverInfo: found nothing',
      ],
      [
        { ...snapshotOf([]), takenWith: { transport: 'pigeon' } },
        400,
        'takenWith.transport: found "pigeon"',
      ],
      [{ ...snapshotOf([]), format: 'x@2' }, 400, 'format: found "x@2"'],
      [
        snapshotOf(Array.from({ length: 11 }, () => read)),
        400,
        'tools.items: found 11, expected at most 10 (limit maxItems)',
      ],
      [
        snapshotOf([{ name: 'x', a: [[[[[[[[1]]]]]]]] }]),
        400,
        'tools.items.0: is nested deeper than 8 levels (limit maxDepth)',
      ],
      [
        { ...snapshotOf([]), serverInfo: [[[[[[[[[]]]]]]]]] },
        400,
        'serverInfo: is nested deeper',
      ],
      [
        snapshotOf([{ ...read, description: 'x'.repeat(2_000) }]),
        413,
        'larger than 2000 bytes (limit mcpGovernance.uploads.maxBytes)',
      ],
    ];
    for (const [body, status, reason] of cases) {
      const response = await upload(portal, token, body);
      expect([response.status, response.body.error.message]).toEqual([
        status,
        expect.stringContaining(reason),
      ]);
    }
    expect(
      (await portal.get('/servers/default/local/observations')).body.totalItems,
    ).toBe(0);
  });

  it('where the portal looks itself, and where there is nothing to look at', async () => {
    const live = await startLegacyServer();
    closing.push(() => live.close());
    const portal = await start({
      entities: [
        serverEntity('live', { url: live.url }),
        serverEntity('bare', { remotes: [] }),
      ],
    });
    await eventually('the look', async () => {
      const { body } = await portal.get('/servers/default/live');
      return body.health === 'healthy';
    });
    for (const [name, reason] of [
      ['live', `The portal looks at ${live.url} itself`],
      ['bare', 'declares no endpoint'],
    ]) {
      const { token } = await issue(
        portal,
        undefined,
        `/servers/default/${name}/upload-tokens`,
      );
      const response = await upload(portal, token, undefined, name);
      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(reason);
    }
  });

  it('once the entity is gone, and taken in again when it is back', async () => {
    const portal = await start();
    const { token } = await issue(portal);
    await portal.setEntities([other]);
    await listedServers(portal, 1);
    expect((await upload(portal, token)).status).toBe(404);
    await portal.setEntities([local, other]);
    await listedServers(portal, 2);
    expect((await upload(portal, token)).status).toBe(201);
  });

  it('when one address sends too many', async () => {
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    const portal = await start({
      uploads: { maxPerMinute: 3 },
      features: [auditor.factory],
    });
    for (let i = 0; i < 3; i++) {
      expect((await upload(portal, undefined)).status).toBe(401);
    }
    for (let i = 0; i < 3; i++) {
      const { status, body } = await upload(portal, undefined);
      expect(status).toBe(429);
      expect(body.error.message).toContain('More than 3 uploads a minute');
    }
    // Four on record: three refusals, and the first of the flood.
    const uploads = auditor.createEvent.mock.calls.filter(
      ([{ eventId }]) => eventId === 'snapshot-upload',
    );
    expect(uploads).toHaveLength(4);
    // Reading is not held up by it.
    expect((await portal.get('/servers/default/local/snapshots')).status).toBe(
      200,
    );
  });
});

it('everything about tokens and uploads is audited, and no token in it', async () => {
  const auditor = mockServices.auditor.mock();
  const events: string[] = [];
  auditor.createEvent.mockImplementation(async options => {
    const { eventId, request: req, meta } = options;
    const told = {
      eventId,
      meta,
      headers: req?.headers,
      url: req?.originalUrl,
    };
    const note = (outcome: string) => async (more?: object) => {
      events.push(JSON.stringify({ outcome, ...told, ...more }));
    };
    return { success: note('success'), fail: note('fail') };
  });
  const portal = await start({ features: [auditor.factory] });
  const { token, id } = await issue(portal);
  await upload(portal, token);
  await upload(portal, token, '{');
  await remove(portal, `${tokens}/${id}`);
  await upload(portal, token);
  await upload(portal, undefined);
  await portal.post(tokens, undefined, {
    name: 'x',
    expiresAt: '2020-01-01T00:00:00Z',
  });
  const ours = events
    .map(text => JSON.parse(text))
    .filter(({ eventId }) => /upload/.test(eventId));
  expect(
    ours.map(({ eventId, outcome, meta }) => [eventId, outcome, meta.tokenId]),
  ).toEqual([
    ['upload-token-issue', 'success', id],
    ['snapshot-upload', 'success', id],
    ['snapshot-upload', 'fail', id],
    ['upload-token-revoke', 'success', undefined],
    ['snapshot-upload', 'fail', id],
    ['snapshot-upload', 'fail', undefined],
    ['upload-token-issue', 'fail', undefined],
  ]);
  expect(events.join()).not.toContain(token);
});
