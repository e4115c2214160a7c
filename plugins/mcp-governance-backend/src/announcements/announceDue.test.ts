import { mockServices } from '@backstage/backend-test-utils';
import { EventParams } from '@backstage/plugin-events-node';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  Json,
  Snapshot,
  changesEventSchema,
  decisionEventSchema,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { arrive, readingTool, snapshotWith } from '../__testUtils__/snapshots';
import { ApprovalStore } from '../changes/ApprovalStore';
import { ChangeLogStore } from '../changes/ChangeLogStore';
import { DecisionStore } from '../changes/DecisionStore';
import { ServerStore } from '../servers/ServerStore';
import { saveEntities } from '../testUtils';
import { AnnouncementStore } from './AnnouncementStore';
import { AnnounceNeeds, announceDue } from './announceDue';

jest.setTimeout(60_000);

const ref = 'api:default/s';
const governance: Json = {
  ownership: { primary: 'alice', security: 'group:default/security' },
  consumers: ['group:default/sales', 'group:default/support'],
};
const [a, b] = [readingTool('a'), readingTool('b')];

/** Somebody who is told things, with every telling kept. */
function listener(knex: Knex, overrides: Partial<AnnounceNeeds> = {}) {
  const sent: NotificationSendOptions[] = [];
  const published: EventParams[] = [];
  const events = mockServices.events.mock();
  events.publish.mockImplementation(async event => {
    published.push(event);
  });
  const needs: AnnounceNeeds = {
    announcements: AnnouncementStore.create(knex),
    changeLog: ChangeLogStore.create(knex),
    decisions: DecisionStore.create(knex),
    servers: ServerStore.create(knex),
    events,
    notifications: {
      async send(notification) {
        sent.push(notification);
      },
    },
    logger: mockServices.logger.mock(),
    now: () => 1_000_000,
    ...overrides,
  };
  return { needs, sent, published, tell: () => announceDue(needs) };
}

const recipients = ({ recipients: to }: NotificationSendOptions) =>
  to.type === 'entity' ? to.entityRef : to.type;

describe('announceDue', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function setUp(overrides: Parameters<typeof serverEntity>[1] = {}) {
      const knex = await migrated(await databases.init(id));
      await saveEntities(knex, [
        serverEntity('s', { title: 'The S', governance, ...overrides }),
      ]);
      let at = 10_000;
      const see = (tools: Json[], more?: Partial<Snapshot>) =>
        arrive(knex, ref, snapshotWith(tools, more), (at += 1_000));
      const left = () => knex('announcements').orderBy('id').select();
      return { knex, see, left, ...listener(knex) };
    }

    it('tells the owner of what behaves otherwise, in one notification', async () => {
      const { see, tell, sent, left } = await setUp();
      await see([a, b]);
      await tell();
      expect(sent).toEqual([]);
      await see([readingTool('a', 'Reads x.'), readingTool('b', 'Reads y.')]);
      await tell();
      expect(sent).toEqual([
        {
          recipients: { type: 'entity', entityRef: ['group:default/platform'] },
          payload: {
            title: 'The S: 2 behavioural changes',
            description: expect.stringMatching(/\ba\b.*\bb\b/),
            link: '/catalog/default/api/s/mcp-drift',
            severity: 'normal',
            topic: 'MCP server changes',
            scope: `changes behavioural ${ref}`,
          },
        },
      ]);
      expect(await left()).toEqual([]);
    });

    it('is quiet about what is compatible or noise', async () => {
      const { see, tell, sent, published } = await setUp();
      await see([a]);
      await see([a], { serverInfo: { name: 'x', version: '2' } });
      await see([
        {
          ...(a as object),
          inputSchema: {
            type: 'object',
            $schema: 'https://json-schema.org/draft/2020-12/schema',
          },
        },
      ]);
      await tell();
      expect(sent).toEqual([]);
      expect(published).toHaveLength(2);
    });

    it('tells those who use a server of what breaks, and not what it is', async () => {
      const { see, tell, sent } = await setUp();
      await see([a, readingTool('find_customer')]);
      await see([a]);
      await tell();
      expect(sent.map(recipients)).toEqual([
        ['group:default/sales', 'group:default/support'],
        ['group:default/platform'],
      ]);
      const [consumers, owner] = sent.map(({ payload }) => payload);
      expect(consumers).toMatchObject({
        title: 'The S, which you use: 1 breaking change',
        severity: 'high',
      });
      expect(JSON.stringify(consumers)).not.toContain('find_customer');
      expect(owner).toMatchObject({
        title: 'The S: 1 breaking change',
        description: expect.stringContaining('find_customer'),
        severity: 'high',
        // Whoever is in both circles has one notification, the fuller one.
        scope: consumers.scope,
      });
    });

    it('tells the security contact of security', async () => {
      const { see, tell, sent } = await setUp();
      await see([a]);
      await see([a], { auth: { status: 'accepted', methods: ['tools/list'] } });
      await tell();
      expect(sent.map(recipients)).toEqual([
        ['group:default/sales', 'group:default/support'],
        ['group:default/platform', 'group:default/security'],
      ]);
      expect(sent.map(({ payload }) => payload.severity)).toEqual([
        'critical',
        'critical',
      ]);
    });

    it('tells nobody where nobody can be told', async () => {
      const { see, tell, sent, left } = await setUp({
        owner: 'team@example.com',
        governance: { consumers: ['a@example.com', 'no reference: at all'] },
      });
      await see([a]);
      await see([]);
      await tell();
      expect(sent).toEqual([]);
      expect(await left()).toEqual([]);
    });

    it('makes nothing of what a hostile server writes but one short line', async () => {
      const { see, tell, sent } = await setUp();
      await see([a]);
      await see([a, readingTool(`x\u202e\n\u0007${'y'.repeat(5_000)}`)]);
      await tell();
      const { description = '' } = sent[sent.length - 1].payload;
      expect(description.length).toBeLessThan(1_500);
      expect(description).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(description).toContain('\uFFFD');
    });

    it('tells other plugins of changes and decisions by events', async () => {
      const { knex, see, tell, published, sent } = await setUp();
      await see([a, b]);
      await see([a]);
      const approvals = ApprovalStore.create(knex);
      const [serverId] = await knex('servers').pluck('id');
      const { latest } = await approvals.read(serverId);
      const decision = await approvals.decide(
        serverId,
        {
          decision: 'rejected',
          reason: 'b is still in use.',
          pair: latest?.pair ?? { snapshot: '', entryRevision: '' },
        },
        'user:default/alice',
        20_000,
      );
      await tell();
      const [changes, decided] = published;
      expect(changes.topic).toBe('mcp-governance.changes');
      const payload = changesEventSchema.parse(changes.eventPayload);
      expect(payload).toEqual(changes.eventPayload);
      const [entry] = await ChangeLogStore.create(knex).list(
        { visible: 'all' },
        { limit: 1, offset: 0 },
      );
      expect(payload).toMatchObject({
        id: entry.id,
        entityRef: ref,
        verdict: 'breaking',
        counts: { breaking: 1 },
        changes: [{ kind: 'tool-removed', subject: 'tool:b' }],
      });
      expect(decided.topic).toBe('mcp-governance.decisions');
      expect(decisionEventSchema.parse(decided.eventPayload)).toEqual({
        entityRef: ref,
        namespace: 'default',
        name: 's',
        title: 'The S',
        id: decision.id,
        decision: 'rejected',
        pair: decision.pair,
        by: 'user:default/alice',
        at: '1970-01-01T00:00:20.000Z',
        reason: 'b is still in use.',
        counts: {},
      });
      expect(sent[sent.length - 1]).toMatchObject({
        recipients: {
          entityRef: ['group:default/platform'],
          excludeEntityRef: 'user:default/alice',
        },
        payload: {
          title: 'The S was rejected',
          description: 'By user:default/alice: b is still in use.',
        },
      });
    });

    it('tells once, however many replicas tell', async () => {
      const { knex, see, needs, sent, published, left } = await setUp();
      await see([a]);
      for (let i = 0; i < 12; i++) {
        await see([readingTool(`tool_${i}`)]);
      }
      const replicas = Array.from({ length: 4 }, () =>
        announceDue({
          ...needs,
          announcements: AnnouncementStore.create(knex),
        }),
      );
      await Promise.all(replicas);
      expect(published).toHaveLength(12);
      expect(
        new Set(
          published.map(
            ({ eventPayload }) => changesEventSchema.parse(eventPayload).id,
          ),
        ).size,
      ).toBe(12);
      expect(sent).toHaveLength(24);
      expect(await left()).toEqual([]);
    });

    it('tells again later what failed, and everything else at once', async () => {
      const { knex, see, published, needs, left } = await setUp();
      await see([a, b]);
      await see([a]);
      let now = 100_000;
      const logger = mockServices.logger.mock();
      const send = jest.fn().mockRejectedValue(new Error('no mail today'));
      const unlucky = {
        ...needs,
        logger,
        notifications: { send },
        now: () => now,
      };
      await announceDue(unlucky);
      expect(published).toHaveLength(1);
      expect(send).toHaveBeenCalledTimes(2);
      expect(logger.warn).toHaveBeenCalledTimes(2);
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(2);
      now += 30_000;
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(4);
      now += 60_000;
      send.mockResolvedValue(undefined);
      await announceDue(unlucky);
      expect(send).toHaveBeenCalledTimes(6);
      expect(await left()).toEqual([]);
      expect(published).toHaveLength(1);
      // In the end it is given up, and said.
      await see([]);
      await knex('announcements').update({ failures: 29 });
      send.mockRejectedValue(new Error('never again'));
      now += 1;
      await announceDue(unlucky);
      expect(await left()).toEqual([]);
      expect(logger.error).toHaveBeenCalledTimes(2);
    });

    it('takes over what another replica claimed and did not tell', async () => {
      const { see, needs, sent } = await setUp();
      await see([a, b]);
      await see([a]);
      const claimed = await needs.announcements.claim(10, 50_000, 1_000);
      expect(claimed.map(({ channel }) => channel)).toEqual([
        'event',
        'consumers',
        'owner',
      ]);
      await announceDue({ ...needs, now: () => 50_500 });
      expect(sent).toEqual([]);
      await announceDue({ ...needs, now: () => 51_500 });
      expect(sent).toHaveLength(2);
      // Who comes too late changes nothing.
      await needs.announcements.postpone(claimed[0], 99_000);
    });

    it('goes on without a notifications backend', async () => {
      const { see, needs, left } = await setUp();
      await see([a, b]);
      await see([a]);
      const logger = mockServices.logger.mock();
      await announceDue({
        ...needs,
        logger,
        notifications: {
          send: () =>
            Promise.reject(
              new Error(
                'Failed to send notifications: Error: Request failed with status 404',
              ),
            ),
        },
      });
      expect(await left()).toEqual([]);
      expect(logger.warn).not.toHaveBeenCalled();
    });
  });
});
