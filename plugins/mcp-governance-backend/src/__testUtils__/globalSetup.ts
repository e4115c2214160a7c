import { RunningPostgres, startPostgres } from 'fixtures';

declare global {
  // eslint-disable-next-line no-var
  var testPostgres: RunningPostgres | undefined;
}

/** Starts the PostgreSQL that `TestDatabases` then uses, once for all tests of the package. */
export default async function globalSetup() {
  globalThis.testPostgres = await startPostgres();
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING =
    globalThis.testPostgres.connectionString;
}
