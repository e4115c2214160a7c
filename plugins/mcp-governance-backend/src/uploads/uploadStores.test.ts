import { Snapshot, hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { saveEntities } from '../testUtils';
import { hashToken, newTokenText, tokenOf } from './tokenText';
import { UploadStore } from './UploadStore';
import { UploadTokenStore } from './UploadTokenStore';

jest.setTimeout(150_000);

const local = (name: string) =>
  serverEntity(name, { remotes: [{ type: 'stdio', url: 'stdio:x' }] });

const snapshotOf = (tool: string): Snapshot => ({
  format: 'mcp-governance/snapshot@1',
  takenWith: {
    transport: 'stdio',
    era: 'legacy',
    protocolVersion: '2025-11-25',
    principal: 'uploaded:ci',
  },
  serverInfo: { name: 'x', version: '1' },
  capabilities: { tools: {} },
  tools: { status: 'listed', items: [{ name: tool }] },
  prompts: { status: 'notAdvertised' },
  resources: { status: 'notAdvertised' },
  resourceTemplates: { status: 'notAdvertised' },
  auth: { status: 'accepted', methods: [] },
});

describe('upload stores', () => {
  const databases = bothDatabases();

  async function setUp(id: Parameters<typeof databases.init>[0]) {
    const knex = await migrated(await databases.init(id));
    await saveEntities(knex, [local('s'), local('t')]);
    const [s, t] = await knex('servers').orderBy('name').pluck('id');
    return {
      knex,
      s,
      t,
      tokens: UploadTokenStore.create(knex),
      uploads: UploadStore.create(knex),
    };
  }

  it.each(databases.eachSupportedId())(
    'keep tokens by their hashes, one of a name that is not revoked, %s',
    async id => {
      const { knex, s, t, tokens } = await setUp(id);
      const text = newTokenText();
      const token = {
        serverId: s,
        name: 'ci',
        hash: hashToken(text),
        createdAt: 1_795_000_000_000,
        createdBy: 'user:default/a',
        expiresAt: 1_796_000_000_000,
      };
      const issued = await tokens.insert(token);
      expect(issued).toEqual({
        id: expect.any(String),
        serverId: s,
        entityRef: 'api:default/s',
        name: 'ci',
        createdAt: 1_795_000_000_000,
        createdBy: 'user:default/a',
        expiresAt: 1_796_000_000_000,
      });
      const other = () => hashToken(newTokenText());
      const both = await Promise.all([
        tokens.insert({ ...token, name: 'x', hash: other() }),
        tokens.insert({ ...token, name: 'x', hash: other() }),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      expect(await tokens.insert({ ...token, hash: other() })).toBeUndefined();
      expect(
        await tokens.insert({ ...token, serverId: t, hash: other() }),
      ).toMatchObject({ entityRef: 'api:default/t' });

      expect(await tokens.findByHash(hashToken(text))).toEqual(issued);
      expect(await tokens.findByHash(hashToken(`${text}x`))).toBeUndefined();
      expect(await tokens.find(t, issued?.id ?? '')).toBeUndefined();
      await tokens.markUsed(issued?.id ?? '', 1_795_000_000_001);
      await tokens.revoke(
        issued?.id ?? '',
        'user:default/b',
        1_795_000_000_002,
      );
      await tokens.revoke(
        issued?.id ?? '',
        'user:default/c',
        1_795_000_000_003,
      );
      expect(await tokens.find(s, issued?.id ?? '')).toMatchObject({
        lastUsedAt: 1_795_000_000_001,
        revokedAt: 1_795_000_000_002,
        revokedBy: 'user:default/b',
      });
      expect(
        await tokens.insert({ ...token, hash: other(), createdAt: 2e12 }),
      ).toMatchObject({ name: 'ci' });
      const { items, totalItems } = await tokens.list(s, {
        limit: 2,
        offset: 0,
      });
      expect(totalItems).toBe(3);
      expect(items.map(({ createdAt }) => createdAt)[0]).toBe(2e12);
      expect(JSON.stringify(await knex('upload_tokens'))).not.toContain(
        text.slice(6),
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'record uploads of one moment one after the other, each later than any before, %s',
    async id => {
      const { knex, s, uploads } = await setUp(id);
      const [remoteId] = await knex('remotes')
        .where({ server_id: s })
        .pluck('id');
      const save = (tool: string, observedAt = 5_000) => {
        const snapshot = snapshotOf(tool);
        const hashes = hashSnapshot(snapshot);
        return uploads.save(s, { remoteId, snapshot, hashes, observedAt });
      };
      const first = await save('a');
      expect(first).toEqual({ observedAt: 5_000, isOther: true });
      const rest = await Promise.all([save('a'), save('b'), save('b', 1)]);
      expect(rest.map(({ observedAt }) => observedAt).sort()).toEqual([
        5_001, 5_002, 5_003,
      ]);
      const rows = await knex('observations').orderBy('observed_at');
      expect(rows).toHaveLength(4);
      expect(rows.map(row => row.trigger)).toEqual([2, 2, 2, 2]);
      expect(await knex('snapshots')).toHaveLength(2);
      expect(await knex('server_state').where({ server_id: s })).toMatchObject([
        {
          health: 'not-observed',
          health_reason: expect.stringContaining(
            'uploaded by its owner on 1970',
          ),
        },
      ]);
      // The entry is taken over anew: what was uploaded still stands.
      await saveEntities(knex, [
        serverEntity('s', {
          title: 'Other title',
          remotes: [{ type: 'stdio', url: 'stdio:x' }],
        }),
      ]);
      const [{ health_reason: reason }] = await knex('server_state').where({
        server_id: s,
      });
      expect(reason).toContain('uploaded by its owner');
      expect(await knex('servers').where({ id: s })).toMatchObject([
        { face_remote_id: remoteId, tool_count: 1 },
      ]);
    },
  );
});

describe('a token', () => {
  it('is read from a header of its shape only', () => {
    const text = newTokenText();
    expect(tokenOf(`Bearer ${text}`)).toBe(text);
    expect(tokenOf(`bearer  ${text}`)).toBe(text);
    for (const header of [
      undefined,
      '',
      text,
      `Basic ${text}`,
      `Bearer ${text}x`,
      `Bearer ${text.slice(1)}`,
      `Bearer ${text} ${text}`,
      'Bearer eyJhbGciOiJFUzI1NiJ9.e30.x',
    ]) {
      expect(tokenOf(header)).toBeUndefined();
    }
  });
});
