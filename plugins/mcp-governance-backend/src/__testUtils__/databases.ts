import { TestDatabases } from '@backstage/backend-test-utils';

/** Both engines that the plugin supports; fails loudly where PostgreSQL dropped out. */
export function bothDatabases(): TestDatabases {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  if (databases.eachSupportedId().length !== 2) {
    throw new Error('PostgreSQL is not there: was globalSetup run?');
  }
  return databases;
}
