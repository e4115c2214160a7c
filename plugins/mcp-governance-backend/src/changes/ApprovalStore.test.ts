import {
  Json,
  Snapshot,
  uploadedPrincipal,
} from 'backstage-plugin-mcp-governance-common';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { arrive, readingTool, snapshotWith } from '../__testUtils__/snapshots';
import { ServerListStore } from '../servers/ServerListStore';
import { ServerStore } from '../servers/ServerStore';
import { saveEntities } from '../testUtils';
import { UploadTokenStore } from '../uploads/UploadTokenStore';
import { ApprovalStore } from './ApprovalStore';

jest.setTimeout(150_000);

const ref = 'api:default/s';
const reason = 'Looked at with the team.';
const by = 'user:default/reviewer';

describe('ApprovalStore', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function setUp(governance: Json = {}) {
      const knex = await migrated(await databases.init(id));
      await saveEntities(knex, [serverEntity('s', { governance })]);
      const approvals = ApprovalStore.create(knex);
      const servers = ServerStore.create(knex);
      let at = 10_000;
      const serverId = async () => (await servers.find(ref))?.id ?? -1;
      const read = async () => approvals.read(await serverId());
      return {
        knex,
        approvals,
        read,
        see: (snapshot: Snapshot) => arrive(knex, ref, snapshot, (at += 1_000)),
        declare: (changed: Json) =>
          saveEntities(
            knex,
            [serverEntity('s', { governance: changed })],
            (at += 1_000),
          ),
        async decide(decision: 'approved' | 'rejected', pair?: object) {
          const { latest } = await read();
          return approvals.decide(
            await serverId(),
            {
              decision,
              reason,
              pair: {
                snapshot: '',
                entryRevision: '',
                ...latest?.pair,
                ...pair,
              },
            },
            by,
            (at += 1_000),
          );
        },
        /** As lists show it; it must be what is judged. */
        async listed() {
          const server = await servers.find(ref);
          const { status, material } = await read();
          expect([status, material]).toEqual([
            server?.approvalStatus,
            server?.approvalMaterial,
          ]);
          return [status, material];
        },
        authors: async () => approvals.authors(await serverId(), await read()),
      };
    }

    it('follows a server from its first observation through approval and drift', async () => {
      const { see, declare, decide, listed, read } = await setUp();
      expect(await listed()).toEqual(['unknown', 0]);
      await see(snapshotWith([readingTool('a'), readingTool('b')]));
      expect(await listed()).toEqual(['never-approved', 0]);
      const decision = await decide('approved');
      expect(decision).toMatchObject({ by, reason, counts: {}, material: 0 });
      expect(await listed()).toEqual(['approved', 0]);
      await see(snapshotWith([readingTool('a', 'Reads x.'), readingTool('b')]));
      expect(await listed()).toEqual(['approved', 0]);
      await see(snapshotWith([readingTool('b')]));
      expect(await listed()).toEqual(['re-approval-needed', 1]);
      await declare({ scopes: ['new'] });
      expect(await listed()).toEqual(['re-approval-needed', 2]);
      expect(await read()).toMatchObject({
        baseline: { id: decision.id },
        changes: [{ kind: 'tool-removed' }, { kind: 'scope-added' }],
      });
      const rejection = await decide('rejected');
      expect(rejection).toMatchObject({
        counts: { breaking: 1, behavioural: 1 },
        material: 2,
      });
      expect(await listed()).toEqual(['rejected', 2]);
      // The baseline stays what was approved.
      expect(await read()).toMatchObject({
        baseline: { id: decision.id },
        lastDecision: { id: rejection.id },
      });
      const again = await decide('approved');
      expect(await listed()).toEqual(['approved', 0]);
      expect((await read()).baseline).toEqual(again);
    });

    it('lets a rejection go when more than noise changes', async () => {
      const { see, decide, listed } = await setUp();
      const baseline = snapshotWith([readingTool('a')]);
      await see(baseline);
      await decide('approved');
      await see(snapshotWith([]));
      await decide('rejected');
      expect(await listed()).toEqual(['rejected', 1]);
      await see(baseline);
      expect(await listed()).toEqual(['approved', 0]);
    });

    it('refuses a decision about what is no longer the latest, and records nothing', async () => {
      const { see, declare, decide, read, listed } = await setUp();
      await expect(decide('approved')).rejects.toThrow('has changed since');
      await see(snapshotWith([readingTool('a')]));
      const { latest } = await read();
      await see(snapshotWith([readingTool('b')]));
      await expect(decide('approved', latest?.pair)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      const { latest: seen } = await read();
      await declare({ scopes: ['x'] });
      await expect(decide('approved', seen?.pair)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(await listed()).toEqual(['never-approved', 0]);
      expect((await read()).lastDecision).toBeUndefined();
    });

    it('never shows as approved what came while somebody decided', async () => {
      const { see, declare, decide, listed } = await setUp();
      await see(snapshotWith([readingTool('a')]));
      await decide('approved');
      for (let round = 0; round < 8; round++) {
        const done = await Promise.allSettled([
          decide('approved'),
          see(snapshotWith([readingTool(`tool_${round}`)])),
          declare({ scopes: [`scope-${round}`] }),
          decide('approved'),
        ]);
        const faults = done.flatMap(result =>
          result.status === 'rejected' ? [result.reason.name] : [],
        );
        expect(faults.filter(name => name !== 'ConflictError')).toEqual([]);
        await listed();
      }
    });

    it('lists decisions newest first, and by page', async () => {
      const { approvals, knex, see, decide } = await setUp();
      await see(snapshotWith([readingTool('a')]));
      const first = await decide('approved');
      const second = await decide('rejected');
      const third = await decide('approved');
      const [serverId] = await knex('servers').pluck('id');
      expect(await approvals.list(serverId, { limit: 2, offset: 0 })).toEqual({
        items: [third, second],
        totalItems: 3,
      });
      expect(await approvals.list(serverId, { limit: 2, offset: 2 })).toEqual({
        items: [first],
        totalItems: 3,
      });
    });

    it('knows who uploaded what would be decided about', async () => {
      const { knex, see, decide, authors } = await setUp();
      const tokens = UploadTokenStore.create(knex);
      const [serverId] = await knex('servers').pluck('id');
      const issue = async (
        name: string,
        createdBy: string,
        createdAt: number,
      ) =>
        tokens.insert({
          serverId,
          name,
          hash: `${name} ${createdBy}`,
          createdAt,
          createdBy,
        });
      const uploaded = (name: string, tool: string) =>
        see(snapshotWith([readingTool(tool)], {}, uploadedPrincipal(name)));
      const first = await issue('ci', 'user:default/alice', 1);
      await see(snapshotWith([readingTool('a')]));
      // Nobody is known of what the portal saw itself.
      expect(await authors()).toEqual([]);
      await uploaded('ci', 'b');
      expect(await authors()).toEqual(['user:default/alice']);
      await tokens.revoke(first?.id ?? '', by, 12_500);
      await issue('ci', 'user:default/bob', 12_500);
      await uploaded('ci', 'c');
      expect((await authors()).sort()).toEqual([
        'user:default/alice',
        'user:default/bob',
      ]);
      await decide('approved');
      // What is live is still what bob sent in.
      expect(await authors()).toEqual(['user:default/bob']);
      await see(snapshotWith([readingTool('d')]));
      expect(await authors()).toEqual([]);
    });

    it('can be listed, sorted and counted by how much is to be done', async () => {
      const { knex, see, decide } = await setUp();
      await saveEntities(knex, [serverEntity('a'), serverEntity('z')]);
      await see(snapshotWith([readingTool('a')]));
      await decide('approved');
      await arrive(knex, 'api:default/z', snapshotWith([]), 1_000);
      const lists = ServerListStore.create(knex);
      const names = async (
        approval: 'approved' | 'unknown' | undefined,
        order: 'asc' | 'desc',
      ) =>
        (
          await lists.list(
            { visible: 'all', ...(approval && { approval: [approval] }) },
            { sort: 'approval', order, limit: 10, offset: 0 },
          )
        ).map(({ name }) => name);
      expect(await names(undefined, 'asc')).toEqual(['s', 'a', 'z']);
      await see(snapshotWith([]));
      expect(await names(undefined, 'desc')).toEqual(['s', 'z', 'a']);
      expect(await names('unknown', 'asc')).toEqual(['a']);
      expect(await names('approved', 'asc')).toEqual([]);
      const { approval } = await lists.facets({ visible: 'all' });
      expect(approval).toEqual([
        { value: 'never-approved', count: 1 },
        { value: 're-approval-needed', count: 1 },
        { value: 'unknown', count: 1 },
      ]);
    });
  });
});
