import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { bothDatabases } from '../__testUtils__/databases';

jest.setTimeout(150_000);

const directory = resolvePackagePath(
  'backstage-plugin-mcp-governance-backend',
  'migrations',
);

describe('migrations', () => {
  const databases = bothDatabases();

  it.each(databases.eachSupportedId())(
    'learn of what is there already which host it is called at and what stands for it, %s',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.up({ directory, name: '20261120000000_init.js' });
      const server = (name: string) => ({
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
      });
      await knex('servers').insert(['far', 'local', 'bare'].map(server));
      const [bare, far, local] = await knex('servers')
        .orderBy('name')
        .pluck('id');
      const remote = (serverId: number, type: string, url: string) => ({
        server_id: serverId,
        type,
        url,
        position: 0,
        is_active: true,
        section_snapshots: '{}',
      });
      await knex('remotes').insert([
        remote(far, 'streamable-http', 'https://mcp.example.com:8443/x?y'),
        remote(far, 'sse', 'no URL'),
        remote(far, 'sse', `https://${'x'.repeat(300)}/`),
        remote(local, 'stdio', 'stdio:x'),
      ]);
      const [face] = await knex('remotes').orderBy('id').pluck('id');
      await knex('servers').where({ id: far }).update({ face_remote_id: face });

      await knex.migrate.latest({ directory });
      const remotes = await knex('remotes').orderBy('id');
      expect(remotes.map(({ host }) => host)).toEqual([
        'mcp.example.com:8443',
        null,
        null,
        null,
      ]);
      const faces = new Map(
        (await knex('servers')).map(row => [row.id, row.face_remote_id]),
      );
      expect(faces.get(far)).toBe(face);
      expect(faces.get(local)).toBe(remotes[3].id);
      expect(faces.get(bare)).toBeNull();
    },
  );
});
