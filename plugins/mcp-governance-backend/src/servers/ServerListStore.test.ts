import { bothDatabases } from '../__testUtils__/databases';
import { serverEntity } from '../__testUtils__/entries';
import { migrated } from '../__testUtils__/migrated';
import { saveEntities } from '../testUtils';
import { ServerCriteria, ServerListStore } from './ServerListStore';
import { ServerStore } from './ServerStore';

jest.setTimeout(150_000);

const entities = [
  serverEntity('b', {
    title: 'Banana',
    description: 'Yellow 100% fruit',
    governance: { domain: 'fruit', status: 'active' },
  }),
  serverEntity('a', {
    title: 'apple',
    owner: 'group:default/orchard',
    governance: {
      domain: 'fruit',
      status: 'deprecated',
      audit: { nextDue: '2026-12-01' },
      ownership: { secondary: 'user:default/Bob' },
    },
  }),
  serverEntity('c', {
    title: 'Cherry_pie',
    governance: { tools: [{ name: 'bake_pie' }] },
  }),
];

describe('ServerListStore', () => {
  const databases = bothDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    async function setUp() {
      const knex = await migrated(await databases.init(id));
      await saveEntities(knex, entities);
      const lists = ServerListStore.create(knex);
      const names = async (
        criteria: Partial<ServerCriteria>,
        page: Partial<Parameters<typeof lists.list>[1]> = {},
      ) => {
        const all = { visible: 'all' as const, ...criteria };
        const records = await lists.list(all, {
          sort: 'title',
          order: 'asc',
          limit: 10,
          offset: 0,
          ...page,
        });
        return records.map(record => record.name);
      };
      return { knex, lists, names };
    }

    it('sorts without regard to case, unknown last, and pages', async () => {
      const { names } = await setUp();
      expect(await names({})).toEqual(['a', 'b', 'c']);
      expect(await names({}, { order: 'desc' })).toEqual(['c', 'b', 'a']);
      expect(await names({}, { limit: 1, offset: 1 })).toEqual(['b']);
      expect(await names({}, { sort: 'domain' })).toEqual(['a', 'b', 'c']);
      expect(await names({}, { sort: 'domain', order: 'desc' })).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(await names({}, { sort: 'nextDue' })).toEqual(['a', 'b', 'c']);
    });

    it('filters by every field, and searches in words', async () => {
      const { names, lists } = await setUp();
      expect(await names({ owner: ['group:default/orchard'] })).toEqual(['a']);
      expect(await names({ domain: ['fruit'] })).toEqual(['a', 'b']);
      expect(await names({ status: ['active'] })).toEqual(['b']);
      expect(await names({ health: ['healthy'] })).toEqual([]);
      expect(await names({ drift: ['unknown'] })).toEqual(['a', 'b', 'c']);
      expect(await names({ answersFor: 'user:default/bob' })).toEqual(['a']);
      expect(await names({ mine: ['group:default/platform'] })).toEqual([
        'b',
        'c',
      ]);
      expect(await names({ mine: [] })).toEqual([]);
      expect(await names({ q: 'FRUIT yellow' })).toEqual(['b']);
      expect(await names({ q: 'bake' })).toEqual(['c']);
      // What stands for anything in SQL stands for itself here.
      expect(await names({ q: '100%' })).toEqual(['b']);
      expect(await names({ q: '1%0' })).toEqual([]);
      expect(await names({ q: 'cherry_' })).toEqual(['c']);
      expect(await names({ q: 'appl_' })).toEqual([]);
      expect(await names({ q: "\\ ' --" })).toEqual([]);
      expect(await lists.count({ visible: 'all', domain: ['fruit'] })).toBe(2);
    });

    it('shows what is visible, and no more, in lists, counts and facets', async () => {
      const { knex, lists, names } = await setUp();
      const visible = await ServerStore.create(knex).idsOf(
        new Set(['api:default/a', 'api:default/c', 'api:default/nowhere']),
      );
      expect(await names({ visible })).toEqual(['a', 'c']);
      expect(await lists.count({ visible })).toBe(2);
      expect(await names({ visible: [] })).toEqual([]);
      expect(await lists.facets({ visible, status: ['active'] })).toEqual({
        // Its own filter does not narrow the choices of a facet, all others do.
        status: [{ value: 'deprecated', count: 1 }],
        owner: [],
        domain: [],
        health: [],
        drift: [],
        approval: [],
      });
    });
  });
});
