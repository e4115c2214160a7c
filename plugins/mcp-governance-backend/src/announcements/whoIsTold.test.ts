import {
  changesEventSchema,
  decisionEventSchema,
} from 'backstage-plugin-mcp-governance-common';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { announcingServer } from '../__testUtils__/announcing';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { readingTool } from '../__testUtils__/snapshots';
import { ApprovalStore } from '../changes/ApprovalStore';
import { ChangeLogStore } from '../changes/ChangeLogStore';

jest.setTimeout(150_000);

const ref = 'api:default/s';
const [a, b] = [readingTool('a'), readingTool('b')];

const recipients = ({ recipients: to }: NotificationSendOptions) =>
  to.type === 'entity' ? to.entityRef : to.type;

describe('what is told, and to whom', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    const setUp = async (overrides?: Parameters<typeof serverEntity>[1]) =>
      announcingServer(await databases.init(id), overrides);

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
  });
});
