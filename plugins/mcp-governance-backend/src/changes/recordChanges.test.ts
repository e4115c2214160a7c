import { Json, Snapshot } from 'backstage-plugin-mcp-governance-common';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { arrive, readingTool, snapshotWith } from '../__testUtils__/snapshots';
import { saveEntities } from '../testUtils';
import { ChangeLogStore } from './ChangeLogStore';

jest.setTimeout(150_000);

const ref = 'api:default/s';
const failedTools: Partial<Snapshot> = {
  tools: { status: 'failed', error: { kind: 'timeout', message: 'slow' } },
};

describe('the change log', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function setUp(governance: Json = {}) {
      const knex = await migrated(await databases.init(id));
      await saveEntities(knex, [serverEntity('s', { governance })]);
      let at = 10_000;
      return {
        knex,
        see: (snapshot: Snapshot) => arrive(knex, ref, snapshot, (at += 1_000)),
        declare: (changed: Json, title?: string) =>
          saveEntities(
            knex,
            [serverEntity('s', { governance: changed, title })],
            (at += 1_000),
          ),
        log: (criteria = {}) =>
          ChangeLogStore.create(knex).list(
            { visible: 'all', ...criteria },
            { limit: 10, offset: 0 },
          ),
      };
    }

    it('holds what a snapshot changed, and nothing of the first or of an equal one', async () => {
      const { knex, see, log } = await setUp();
      const first = snapshotWith([readingTool('a'), readingTool('b')]);
      await see(first);
      await see(first);
      expect(await log()).toEqual([]);
      await see(snapshotWith([readingTool('b', 'Reads all.')]));
      const entries = await log();
      expect(entries).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          at: 13_000,
          entityRef: ref,
          namespace: 'default',
          name: 's',
          title: 's',
          owner: 'group:default/platform',
          cause: 'snapshot',
          remote: 'http://127.0.0.1:1/mcp',
          before: expect.stringMatching(/^sha256\.v1:/),
          after: expect.stringMatching(/^sha256\.v1:/),
          verdict: 'breaking',
          counts: { breaking: 1, behavioural: 1 },
          changes: [
            expect.objectContaining({ subject: 'tool:a', verdict: 'breaking' }),
            expect.objectContaining({
              subject: 'tool:b',
              verdict: 'behavioural',
            }),
          ],
          isAbridged: false,
        },
      ]);
      expect(await knex('snapshots').orderBy('id').pluck('hash')).toEqual([
        entries[0].before,
        entries[0].after,
      ]);
    });

    it('holds what a revision of the entry changed in what is approved', async () => {
      const { knex, declare, log } = await setUp({ scopes: ['crm:read'] });
      await declare({ scopes: ['crm:read'] }, 'Another title');
      expect(await log()).toEqual([]);
      await declare({ scopes: ['crm:read', 'crm:write'] }, 'Another title');
      expect(await log()).toMatchObject([
        {
          at: 12_000,
          cause: 'entry',
          remote: undefined,
          changes: [{ kind: 'scope-added', after: 'crm:write' }],
        },
      ]);
      const revisions = await knex('entry_revisions')
        .orderBy('id')
        .pluck('hash');
      expect(revisions.slice(1)).toEqual(
        (await log()).flatMap(({ before, after }) => [before, after]),
      );
    });

    it('does not let a failed listing hide what changed meanwhile', async () => {
      const { see, log } = await setUp();
      await see(snapshotWith([readingTool('a'), readingTool('b')]));
      await see(snapshotWith([], failedTools));
      await see(snapshotWith([readingTool('a')]));
      expect(
        (await log()).map(({ changes }) => changes.map(({ kind }) => kind)),
      ).toEqual([['tool-removed'], ['listing-unknown']]);
      // Back as it was, there is nothing to say.
      await see(snapshotWith([], failedTools));
      await see(snapshotWith([readingTool('a')]));
      expect(await log()).toHaveLength(3);
    });

    it('does not take what another caller saw for what was there before', async () => {
      const { see, log } = await setUp();
      const tools = [readingTool('a'), readingTool('b')];
      await see(snapshotWith(tools, {}, 'bearer:x'));
      await see(snapshotWith([], failedTools, 'bearer:y'));
      await see(snapshotWith([readingTool('a')], {}, 'bearer:y'));
      expect(
        (await log()).map(({ changes }) => changes.map(({ kind }) => kind)),
      ).toEqual([['listing-unknown'], ['listing-unknown']]);
    });

    it('does not let an unanswered question hide that anybody is let in', async () => {
      const { see, log } = await setUp();
      const tools = [readingTool('a')];
      const error = { kind: 'timeout' as const, message: 'slow' };
      await see(snapshotWith(tools));
      await see(snapshotWith(tools, { auth: { status: 'failed', error } }));
      await see(
        snapshotWith(tools, {
          auth: { status: 'accepted', methods: ['tools/list'] },
        }),
      );
      expect(
        (await log()).map(({ changes }) => changes.map(({ kind }) => kind)),
      ).toEqual([['anonymous-accepted'], ['auth-unknown']]);
    });

    it('does not take a list that is back for one that anybody may read since', async () => {
      const { see, log } = await setUp();
      const auth = (...methods: string[]): Partial<Snapshot> => ({
        auth: { status: 'accepted', methods: ['initialize', ...methods] },
      });
      await see(snapshotWith([readingTool('a')], auth('tools/list')));
      await see(snapshotWith([], { ...failedTools, ...auth() }));
      await see(snapshotWith([readingTool('a')], auth('tools/list')));
      expect(
        (await log()).map(({ changes }) => changes.map(({ kind }) => kind)),
      ).toEqual([['listing-unknown', 'auth-answer-changed']]);
    });

    it('compares each remote with itself', async () => {
      const { knex, see, log } = await setUp();
      await see(snapshotWith([readingTool('a')]));
      await saveEntities(knex, [
        serverEntity('s', { url: 'http://127.0.0.1:2/mcp' }),
      ]);
      await see(snapshotWith([readingTool('b')]));
      expect(await log()).toEqual([]);
    });

    it('writes each change once, however many replicas see it', async () => {
      const { knex, log } = await setUp({ scopes: [] });
      const changed = serverEntity('s', { governance: { scopes: ['a'] } });
      await Promise.all(
        Array.from({ length: 4 }, () => saveEntities(knex, [changed], 2_000)),
      );
      expect(await log()).toHaveLength(1);
      expect(await knex('entry_revisions').pluck('id')).toHaveLength(2);
    });

    it('stays readable whatever a server answers', async () => {
      const { see, log } = await setUp();
      const flood = (from: number) =>
        Array.from({ length: 1_000 }, (_, index) =>
          readingTool(`tool_${from + index}`, `${index} `.repeat(200)),
        );
      await see(snapshotWith(flood(0)));
      await see(snapshotWith(flood(5_000)));
      const [entry] = await log();
      expect(entry.isAbridged).toBe(true);
      expect(
        Object.values(entry.counts).reduce((a, b) => a + b, 0),
      ).toBeGreaterThanOrEqual(1_000);
      expect(entry.changes).toHaveLength(300);
      expect(entry.changes[0].verdict).toBe(entry.verdict);
      expect(JSON.stringify(entry.changes).length).toBeLessThan(400_000);
      expect(JSON.stringify(entry.changes)).toContain('left out here');
    });

    it('is filtered by verdict, team, server, person and day, newest first', async () => {
      const { knex, see, declare, log } = await setUp({
        ownership: { primary: 'alice' },
      });
      const day = 86_400_000;
      await saveEntities(knex, [
        serverEntity('other', { owner: 'group:default/other' }),
      ]);
      await see(snapshotWith([readingTool('a')]));
      await see(snapshotWith([readingTool('a', 'Reads more.')]));
      await declare({ ownership: { primary: 'alice' }, scopes: ['x'] });
      const other = 'api:default/other';
      await arrive(knex, other, snapshotWith([readingTool('a')]), day);
      await arrive(knex, other, snapshotWith([]), day + 1);
      const seen = async (criteria: object) =>
        (await log(criteria)).map(({ name, verdict }) => `${name} ${verdict}`);
      expect(await seen({})).toEqual([
        'other breaking',
        's behavioural',
        's behavioural',
      ]);
      expect(await seen({ verdict: ['behavioural'] })).toHaveLength(2);
      expect(await seen({ verdict: ['breaking'] })).toEqual(['other breaking']);
      expect(await seen({ owner: ['group:default/other'] })).toHaveLength(1);
      expect(await seen({ server: ['API:default/s'] })).toHaveLength(2);
      expect(await seen({ mine: ['user:default/alice'] })).toHaveLength(2);
      expect(await seen({ mine: [] })).toEqual([]);
      expect(await seen({ from: day })).toEqual(['other breaking']);
      expect(await seen({ until: day })).toHaveLength(2);
      expect(await seen({ visible: [] })).toEqual([]);
      const [{ id: serverId }] = await knex('servers').where({ name: 's' });
      expect(await seen({ visible: [serverId] })).toHaveLength(2);
      expect(await seen({ serverId })).toHaveLength(2);
    });
  });
});
