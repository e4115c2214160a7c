import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  changeLogPageSchema,
  changesEventSchema,
  changesTopic,
  decisionEventSchema,
  decisionPageSchema,
  decisionSchema,
  decisionsTopic,
} from 'backstage-plugin-mcp-governance-common';
import { XMLParser } from 'fast-xml-parser';
import request from 'supertest';
import { curiousPlugin } from '../__testUtils__/curiousPlugin';
import {
  approvalOf,
  driftTo,
  firstLook,
  pairOf,
  startDriftingServer,
} from '../__testUtils__/drifting';
import { serverEntity } from '../__testUtils__/entries';
import {
  TestPortal,
  eventually,
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

async function notificationsOf(portal: TestPortal, user: string) {
  const { body } = await request(portal.server)
    .get('/api/notifications/notifications')
    .set('Authorization', mockCredentials.user.header(user));
  return body.notifications.map(
    ({ payload }: { payload: { title: string } }) => payload.title,
  );
}

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
    await firstLook(portal, 'notes');
    expect(await approvalOf(portal, 'notes')).toMatchObject({
      status: 'never-approved',
      baseline: null,
      lastDecision: null,
      latest: { observedAt: expect.any(String) },
      changes: [],
      material: 0,
      cannotDecide: null,
      informs: ['group:default/platform'],
    });

    const first = await approvalOf(portal, 'notes');
    const approved = await portal.post(decisions, owner, {
      decision: 'approved',
      pair: await pairOf(portal, 'notes'),
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
    expect(await approvalOf(portal, 'notes')).toMatchObject({
      status: 're-approval-needed',
      material: 1,
      baseline: { id: approved.body.id },
      changes: [{ subject: 'tool:list_notes' }],
    });

    const pair = await pairOf(portal, 'notes');
    const again = await portal.post(decisions, undefined, {
      decision: 'approved',
      pair,
      reason,
    });
    expect(again.body).toMatchObject({ counts: { breaking: 1 }, reason, pair });
    expect(await approvalOf(portal, 'notes')).toMatchObject({
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
    await firstLook(portal, 'notes');
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
