import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../database/openDatabase';

/** Brings the tables of a fresh database up to date. */
export async function migrated(knex: Knex): Promise<Knex> {
  return openDatabase(mockServices.database({ knex }));
}
