import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'csv-parse/sync';
import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { saveEntities } from '../testUtils';
import { ServerListStore } from './ServerListStore';
import { ServerStore } from './ServerStore';
import { Visibility } from './Visibility';
import { exportServers } from './exportServers';

jest.setTimeout(150_000);

const now = () => Date.parse('2026-11-20T12:00:00Z');

describe('exportServers', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function exported(entities: ReturnType<typeof serverEntity>[]) {
      const knex = await migrated(await databases.init(id));
      await saveEntities(knex, entities);
      const text = await exportServers(
        {
          visibility: new Visibility({
            catalog: catalogServiceMock(),
            permissions: mockServices.permissions(),
            servers: ServerStore.create(knex),
            now,
          }),
          userInfo: mockServices.userInfo(),
          serverLists: ServerListStore.create(knex),
          now,
        },
        { sort: 'title', order: 'asc' },
        mockCredentials.user(),
      );
      return { text, rows: parse(text, { bom: true, columns: true }) };
    }

    it('says what the page says, and leaves the unknown empty', async () => {
      const { rows } = await exported([
        serverEntity('notes', {
          title: 'Notes, of teams',
          description: 'Keeps "notes"\nof every team.',
          governance: {
            domain: 'collaboration',
            status: 'active',
            audit: { nextDue: '2026-11-24' },
          },
        }),
      ]);
      expect(rows).toEqual([
        {
          entity: 'api:default/notes',
          title: 'Notes, of teams',
          purpose: 'Keeps "notes"\nof every team.',
          team: 'group:default/platform',
          system: '',
          domain: 'collaboration',
          lifecycle: 'production',
          status: 'active',
          origin: '',
          transport: 'streamable-http',
          tools: '',
          'mutating tools': '',
          'last looked at': '',
          health: 'not-observed',
          'health reason': 'not looked at yet',
          drift: 'unknown',
          disagreements: '',
          approval: 'unknown',
          'material changes': '',
          audit: 'due',
          'next audit (declared)': '2026-11-24',
        },
      ]);
    });

    it('never hands a spreadsheet a formula', async () => {
      const formulas = ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1'];
      const { rows } = await exported(
        formulas.map((title, index) => serverEntity(`s${index}`, { title })),
      );
      expect(rows).toHaveLength(formulas.length);
      for (const { title } of rows as { title: string }[]) {
        expect(title).toMatch(/^'/);
      }
    });

    it('exports every server, however many pages the list has', async () => {
      const entities = Array.from({ length: 1_003 }, (_, index) =>
        serverEntity(`s${index}`),
      );
      const { rows } = await exported(entities);
      expect(
        new Set((rows as { entity: string }[]).map(row => row.entity)).size,
      ).toBe(1_003);
    });
  });
});
