import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { readServerEntry } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { openDatabase } from '../database/openDatabase';
import { ProjectionStore } from '../servers/ProjectionStore';

/** Brings the tables of a fresh database up to date. */
export async function migrated(knex: Knex): Promise<Knex> {
  return openDatabase(mockServices.database({ knex }));
}

/** Takes entities over as the projection does. */
export async function saveEntities(
  knex: Knex,
  entities: Entity[],
  now = 1_000,
): Promise<void> {
  const projection = ProjectionStore.create(knex);
  for (const entity of entities) {
    const { entry } = readServerEntry(entity);
    const known = await projection.known();
    await projection.save(
      { entry, etag: entity.metadata.etag ?? '', warnings: [] },
      known.get(entry.entityRef),
      now,
    );
  }
}
