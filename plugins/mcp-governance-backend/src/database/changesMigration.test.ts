import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { bothDatabases } from '../__testUtils__/databases';
import { migrated } from '../__testUtils__/migrated';

jest.setTimeout(150_000);

const directory = resolvePackagePath(
  'backstage-plugin-mcp-governance-backend',
  'migrations',
);
const before = [
  '20261120000000_init.js',
  '20261120100000_sweep_hosts.js',
  '20261120101000_upload_tokens.js',
];

describe('the migration that brings change log and approvals', () => {
  const databases = bothDatabases();

  it.each(databases.eachSupportedId())(
    'keeps what was recorded, and says what was never approved, on %s',
    async id => {
      const knex = await databases.init(id);
      for (const name of before) {
        await knex.migrate.up({ directory, name });
      }
      const serverIds: number[] = [];
      for (const name of ['observed', 'unobserved']) {
        const [row] = await knex('servers').insert(
          {
            entity_ref: `api:default/${name}`,
            namespace: 'default',
            name,
            is_present: true,
            first_seen_at: 1,
            title: name,
            sort_title: name,
            drift_status: 'unknown',
            drift_count: 0,
            drift_kinds: '{}',
            warnings: '[]',
            search_text: '',
            entry: '{}',
          },
          ['id'],
        );
        serverIds.push(row.id);
      }
      const [snapshot] = await knex('snapshots').insert(
        {
          hash: 'h',
          transport: 'sse',
          era: 'legacy',
          protocol_version: '1',
          principal: 'anonymous',
          first_seen_at: 1,
          server_info: '{}',
          content: '{}',
        },
        ['id'],
      );
      for (const serverId of serverIds) {
        const [remote] = await knex('remotes').insert(
          {
            server_id: serverId,
            type: 'sse',
            url: 'x',
            position: 0,
            is_active: true,
            section_snapshots: '{}',
            snapshot_id: serverId === serverIds[0] ? snapshot.id : null,
          },
          ['id'],
        );
        await knex('servers')
          .where({ id: serverId })
          .update({ face_remote_id: remote.id });
        await knex('snapshot_arrivals').insert({
          remote_id: remote.id,
          snapshot_id: snapshot.id,
          observed_at: 5,
          changes: '[]',
          unknown: '[]',
        });
      }
      await migrated(knex);
      expect(
        await knex('servers')
          .orderBy('id')
          .select(['name', 'approval_status', 'approval_material']),
      ).toEqual([
        {
          name: 'observed',
          approval_status: 'never-approved',
          approval_material: 0,
        },
        {
          name: 'unobserved',
          approval_status: 'unknown',
          approval_material: 0,
        },
      ]);
      expect(
        (await knex('snapshot_arrivals')).map(row => Object.keys(row).sort()),
      ).toEqual(
        Array(2).fill(['id', 'observed_at', 'remote_id', 'snapshot_id']),
      );
    },
  );
});
