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

jest.setTimeout(150_000);

/** One stdio server for each test, so that they can share a portal. */
const names = Array.from({ length: 12 }, (_, n) => `local-${n}`);
let taken = 0;
/** The name of a server that no other test touches. */
function fresh(): string {
  taken += 1;
  return names[taken - 1];
}

const local = (name: string) =>
  serverEntity(name, {
    remotes: [{ type: 'stdio', url: `stdio:@acme/${name}` }],
    governance: { version: '1.0.0', tools: [{ name: 'read', mutates: false }] },
  });

/** What was audited, and how it ended. */
const audit: {
  eventId: string;
  outcome: string;
  meta: never;
  text: string;
  error?: string;
}[] = [];
function recordingAuditor() {
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async options => {
    const { eventId, request: req } = options;
    type More = { meta?: object; error?: Error };
    const note = (outcome: string) => async (more?: More) => {
      const meta = { ...options.meta, ...more?.meta } as never;
      const told = { ...options, ...more, meta, headers: req?.headers };
      const text = JSON.stringify({ ...told, request: req?.originalUrl });
      const error = more?.error?.message;
      audit.push({ eventId, outcome, meta, text, error });
    };
    return { success: note('success'), fail: note('fail') };
  });
  return auditor.factory;
}

async function start(
  options: Parameters<typeof startTestPortal>[0] = {},
): Promise<TestPortal> {
  const entities = options.entities ?? [local('local')];
  const portal = await startTestPortal({ ...options, entities });
  await listedServers(portal, entities.length);
  return portal;
}

let live: Awaited<ReturnType<typeof startLegacyServer>>;
let portal: TestPortal;
beforeAll(async () => {
  live = await startLegacyServer();
  portal = await start({
    features: [recordingAuditor()],
    entities: [
      ...names.map(local),
      serverEntity('live', { url: live.url }),
      serverEntity('far', { url: 'http://127.0.0.1:1/mcp' }),
      serverEntity('bare', { remotes: [] }),
    ],
  });
});
afterAll(async () => {
  await portal.stop();
  await live.close();
});

/** Runs with a portal of another configuration. */
async function withPortal(
  options: Parameters<typeof start>[0],
  run: (other: TestPortal) => Promise<void>,
) {
  const other = await start(options);
  try {
    await run(other);
  } finally {
    await other.stop();
  }
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

const tokensOf = (name: string) => `/servers/default/${name}/upload-tokens`;

async function issue(name: string, body: object = { name: 'ci' }, at = portal) {
  const response = await at.post(tokensOf(name), undefined, body);
  expect([response.status, response.body.error]).toEqual([201, undefined]);
  return issuedUploadTokenSchema.parse(response.body);
}

const upload = (
  name: string,
  token: string | undefined,
  body: unknown = snapshotOf([read]),
  at = portal,
) => {
  const sent = request(at.server)
    .post(`/api/mcp-governance/servers/default/${name}/snapshots`)
    .set('Content-Type', 'application/json');
  if (token !== undefined) {
    sent.set('Authorization', `Bearer ${token}`);
  }
  return sent.send(typeof body === 'string' ? body : JSON.stringify(body));
};

const remove = (path: string, at = portal) =>
  request(at.server)
    .delete(`/api/mcp-governance${path}`)
    .set('Authorization', 'Bearer mock-user-token');

const get = async (name: string, path = '') =>
  (await portal.get(`/servers/default/${name}${path}`)).body;

describe('upload tokens', () => {
  it('are shown once, listed without their text, and revoked for good', async () => {
    const name = fresh();
    const tokens = tokensOf(name);
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const issued = await issue(name, { name: ' CI of main ', expiresAt });
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
    const second = await issue(name, { name: 'nightly' });
    expect(second.token).not.toBe(issued.token);

    const { body: page, text } = await portal.get(tokens);
    expect(uploadTokenPageSchema.parse(page)).toEqual(page);
    expect(page.totalItems).toBe(2);
    expect(
      page.items.map((token: { name: string }) => token.name).sort(),
    ).toEqual(['CI of main', 'nightly']);
    expect(text).not.toContain(issued.token.slice(6));

    const revoked = await remove(`${tokens}/${issued.id}`);
    expect(revoked).toMatchObject({
      status: 200,
      body: { status: 'revoked', revokedBy: 'user:default/mock' },
    });
    const again = await remove(`${tokens}/${issued.id}`);
    expect(again.body).toEqual(revoked.body);
    expect((await remove(`${tokens}/none`)).status).toBe(404);
    const ofOther = `${tokensOf(fresh())}/${second.id}`;
    expect((await remove(ofOther)).status).toBe(404);
    // The name is free again for the one that takes its place.
    await issue(name, { name: 'CI of main' });
  });

  it('refuse what cannot be a token, with a reason', async () => {
    const name = fresh();
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
      const refusal = await portal.post(tokensOf(name), undefined, body);
      expect([refusal.status, refusal.body.error.message]).toEqual([
        400,
        expect.stringContaining(reason),
      ]);
    }
    expect((await portal.get(tokensOf(name))).body.totalItems).toBe(0);
    // Nor is there a second one of the same name while the first can be used.
    await issue(name);
    const second = await portal.post(tokensOf(name), undefined, { name: 'ci' });
    expect(second.status).toBe(409);
    expect(second.body.error.message).toContain('revoke it');
    await issue(fresh());
  });

  it('need their permission, and a server that the caller may see', async () => {
    const needed = 'mcp-governance.upload-token.manage';
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result:
            permission.name === needed
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });
    await withPortal({ features: [permissions.factory] }, async other => {
      for (const response of [
        await other.get(tokensOf('local')),
        await other.post(tokensOf('local'), undefined, { name: 'ci' }),
        await remove(`${tokensOf('local')}/x`, other),
      ]) {
        expect(response.status).toBe(403);
        expect(response.body.error.message).toContain(needed);
      }
    });
    const gone = tokensOf('gone');
    expect((await portal.get(gone)).status).toBe(404);
    expect((await portal.post(gone, undefined, { name: 'ci' })).status).toBe(
      404,
    );
    const nobody = await request(portal.server)
      .get(`/api/mcp-governance${tokensOf(names[0])}`)
      .set('Authorization', 'Bearer mock-none-token');
    expect(nobody.status).toBe(401);
  });
});

describe('an uploaded snapshot', () => {
  it('shows the tools, is judged for drift, and is said to be uploaded', async () => {
    const name = fresh();
    expect(await get(name)).toMatchObject({
      health: 'not-observed',
      healthReason:
        'stdio: introspected by its owner’s CI, never run from here',
      drift: { status: 'unknown' },
      look: { state: 'idle' },
    });
    const { token, id } = await issue(name);
    const { status, body: receipt } = await upload(
      name,
      token,
      snapshotOf([read, { name: 'wipe' }]),
    );
    expect(status).toBe(201);
    expect(uploadReceiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      entityRef: `api:default/${name}`,
      isOther: true,
      drift: { status: 'drift', count: 1 },
    });

    const detail = await get(name);
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
    expect(await get(name, '/tools')).toMatchObject({
      listing: { status: 'listed' },
      items: [
        { name: 'read', isLive: true },
        { name: 'wipe', isLive: true },
      ],
    });
    expect(await get(name, '/drift')).toMatchObject({
      observedAt: receipt.observedAt,
      disagreements: [{ kind: 'tool-not-declared' }],
    });
    expect(await get(name, '/observations')).toMatchObject({
      totalItems: 1,
      items: [
        { trigger: 'upload', outcome: 'observed', snapshot: receipt.hash },
      ],
    });
    const raw = await get(
      name,
      `/snapshots/${encodeURIComponent(receipt.hash)}`,
    );
    expect(raw.takenWith).toMatchObject({
      transport: 'stdio',
      principal: 'uploaded:ci',
    });
    const [used] = (await portal.get(tokensOf(name))).body.items;
    expect(used).toMatchObject({ id, lastUsedAt: expect.any(String) });
  });

  it('is stored once, and compared with the one before', async () => {
    const name = fresh();
    const { token } = await issue(name);
    const first = await upload(name, token);
    const same = await upload(name, token);
    expect(same.body).toMatchObject({ isOther: false, hash: first.body.hash });
    expect(Date.parse(same.body.observedAt)).toBeGreaterThan(
      Date.parse(first.body.observedAt),
    );
    const next = await upload(
      name,
      token,
      snapshotOf([{ ...read, description: 'Reads.' }, { name: 'wipe' }]),
    );
    expect(next.body).toMatchObject({ isOther: true });
    expect(await get(name, '/snapshots')).toMatchObject({
      totalItems: 2,
      items: [{ principal: 'uploaded:ci' }, {}],
    });
    expect(await get(name, '/changes')).toMatchObject({
      totalItems: 1,
      items: [
        {
          after: next.body.hash,
          changes: [{ subject: 'tool:wipe' }, { subject: 'tool:read' }],
        },
      ],
    });
    expect((await get(name, '/observations')).totalItems).toBe(3);
  });

  it('never counts as empty where a list failed', async () => {
    const name = fresh();
    const { token } = await issue(name);
    await upload(name, token);
    const error = { kind: 'limit', message: 'too long' };
    const { body } = await upload(name, token, {
      ...snapshotOf([]),
      tools: { status: 'failed', error },
    });
    expect(body).toMatchObject({ drift: { status: 'unknown' } });
    expect(await get(name, '/tools')).toMatchObject({
      listing: { status: 'failed' },
      items: [{ name: 'read', isLive: true }],
    });
  });

  it('that was taken over another transport than declared is drift', async () => {
    const name = fresh();
    const { token } = await issue(name);
    const { body } = await upload(name, token, {
      ...snapshotOf([read]),
      takenWith: { ...snapshotOf([]).takenWith, transport: 'sse' },
    });
    expect(body).toMatchObject({ drift: { status: 'drift', count: 1 } });
    expect(await get(name)).toMatchObject({
      drift: { kinds: { 'transport-differs': 1 } },
    });
  });

  it('may be larger than a form, and of a server whose endpoint is out of reach', async () => {
    await eventually('a failed look', async () => {
      const { health } = await get('far');
      return health === 'unreachable';
    });
    const { token } = await issue('far');
    const { status } = await upload('far', token, {
      ...snapshotOf([{ ...read, description: 'x'.repeat(1_000_000) }]),
      takenWith: { ...snapshotOf([]).takenWith, transport: 'streamable-http' },
    });
    expect(status).toBe(201);
    // What was seen from here stays what it was.
    expect(await get('far')).toMatchObject({
      health: 'unreachable',
      tools: { count: 1 },
      remotes: [{ health: 'unreachable', uploadedAt: expect.any(String) }],
    });
  });
});

describe('an upload is refused', () => {
  it('without a token, with one that is none, is revoked, expired or for another server', async () => {
    const name = fresh();
    const { token, id } = await issue(name);
    const soon = new Date(Date.now() + 1_000).toISOString();
    const brief = await issue(name, { name: 'brief', expiresAt: soon });
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const refused = async (
      [text, server = name]: [string | undefined, string?],
      status: number,
      reason: string,
    ) => {
      const response = await upload(server, text);
      expect([response.status, response.body.error.message]).toEqual([
        status,
        expect.stringContaining(reason),
      ]);
    };
    await refused([undefined], 401, 'An upload token is needed');
    await refused(['mock-user-token'], 401, 'An upload token is needed');
    await refused([`mcpgu_${'A'.repeat(43)}`], 401, 'was ever issued');
    await refused([brief.token], 401, `expired on ${soon}`);
    await refused([token, fresh()], 403, 'is for another server');
    await refused([token, 'nonexistent'], 403, 'is for another server');
    expect((await upload(name, token)).status).toBe(201);
    await remove(`${tokensOf(name)}/${id}`);
    await refused([token], 401, '"ci" was revoked on 20');
    // It opens nothing else.
    const elsewhere = await request(portal.server)
      .get(`/api/mcp-governance/servers/default/${name}/snapshots`)
      .set('Authorization', `Bearer ${token}`);
    expect(elsewhere.status).toBe(401);
  });

  it('where the body is no snapshot, or a larger one than is taken in', async () => {
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
    const strict = {
      introspection: { limits: { maxItems: 10, maxDepth: 8 } },
      uploads: { maxBytes: 2_000 },
    };
    await withPortal(strict, async other => {
      const { token } = await issue('local', undefined, other);
      for (const [body, status, reason] of cases) {
        const response = await upload('local', token, body, other);
        expect([response.status, response.body.error.message]).toEqual([
          status,
          expect.stringContaining(reason),
        ]);
      }
      const { body } = await other.get('/servers/default/local/observations');
      expect(body.totalItems).toBe(0);
    });
  });

  it('where the portal looks itself, and where there is nothing to look at', async () => {
    await eventually('the look', async () => {
      const { health } = await get('live');
      return health === 'healthy';
    });
    for (const [name, reason] of [
      ['live', `The portal looks at ${live.url} itself`],
      ['bare', 'declares no endpoint'],
    ]) {
      const { token } = await issue(name);
      const response = await upload(name, token);
      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(reason);
    }
  });

  it('once the entity is gone or one address sends too many', async () => {
    const options = {
      uploads: { maxPerMinute: 3 },
      features: [recordingAuditor()],
    };
    await withPortal(options, async other => {
      const { token } = await issue('local', undefined, other);
      await other.setEntities([]);
      await listedServers(other, 0);
      expect((await upload('local', token, undefined, other)).status).toBe(404);
      await other.setEntities([local('local')]);
      await listedServers(other, 1);
      expect((await upload('local', token, undefined, other)).status).toBe(201);
      expect((await upload('local', 'x', undefined, other)).status).toBe(401);
      const { status, body } = await upload('local', token, undefined, other);
      expect(status).toBe(429);
      const reason = 'More than 3 uploads a minute';
      expect(body.error.message).toContain(reason);
      await upload('local', token, undefined, other);
      // The first of a flood goes on record, not each of it.
      expect(
        audit.filter(
          ({ eventId, outcome, error }) =>
            eventId === 'snapshot-upload' &&
            outcome === 'fail' &&
            error?.includes(reason),
        ),
      ).toHaveLength(1);
      // Reading is not held up by it.
      const read3 = await other.get('/servers/default/local/snapshots');
      expect(read3.status).toBe(200);
    });
  });
});

it('everything about tokens and uploads is audited, and no token in it', async () => {
  const name = fresh();
  const before = audit.length;
  const { token, id } = await issue(name);
  await upload(name, token);
  await upload(name, token, '{');
  await remove(`${tokensOf(name)}/${id}`);
  await upload(name, token);
  await upload(name, undefined);
  const past = { name: 'x', expiresAt: '2020-01-01T00:00:00Z' };
  await portal.post(tokensOf(name), undefined, past);
  const events = audit
    .slice(before)
    .filter(({ eventId }) => /upload/.test(eventId));
  expect(
    events.map(({ eventId, outcome, meta }) => [
      eventId,
      outcome,
      (meta as { tokenId?: string }).tokenId,
    ]),
  ).toEqual([
    ['upload-token-issue', 'success', id],
    ['snapshot-upload', 'success', id],
    ['snapshot-upload', 'fail', id],
    ['upload-token-revoke', 'success', id],
    ['snapshot-upload', 'fail', id],
    ['snapshot-upload', 'fail', undefined],
    ['upload-token-issue', 'fail', undefined],
  ]);
  for (const { text, meta } of events) {
    expect(text).not.toContain(token);
    expect(meta).toMatchObject({ entityRef: `api:default/${name}` });
  }
});
