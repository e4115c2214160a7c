import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  approvalOf,
  firstLook,
  pairOf,
  startDriftingServer,
} from '../__testUtils__/drifting';
import { serverEntity } from '../__testUtils__/entries';
import { snapshotWith } from '../__testUtils__/snapshots';
import {
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

const issuer = 'user:default/olga';
const other = 'user:default/carl';

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
    await firstLook(portal, 'notes');
    const pair = await pairOf(portal, 'notes');
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
    expect(await approvalOf(portal, 'notes')).toMatchObject({
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
      issuer,
      { name: 'ci', expiresAt: null },
    );
    expect([issued.status, issued.body.error]).toEqual([201, undefined]);
    await request(portal.server)
      .post('/api/mcp-governance/servers/default/notes/snapshots')
      .set('Authorization', `Bearer ${issued.body.token}`)
      .send({ ...snapshotWith([]), auth: { status: 'accepted', methods: [] } })
      .expect(201);
    const { cannotDecide } = await approvalOf(portal, 'notes', issuer);
    expect(cannotDecide).toContain('someone else has to decide');
    const body = {
      decision: 'approved',
      pair: await pairOf(portal, 'notes'),
      reason,
    };
    const own = await portal.post(decisions, issuer, body);
    expect([own.status, own.body.error.message]).toEqual([403, cannotDecide]);
    expect((await approvalOf(portal, 'notes', other)).cannotDecide).toBeNull();
    expect((await portal.post(decisions, other, body)).status).toBe(201);
  });
});
