import { Entity } from '@backstage/catalog-model';
import { readServerEntry } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { ProjectionStore } from '../servers/ProjectionStore';

/** Takes entities over as the projection does, without a catalog. */
export async function saveEntities(
  knex: Knex,
  entities: Entity[],
  now = 1_000,
): Promise<void> {
  const projection = ProjectionStore.create(knex);
  const known = await projection.known();
  for (const entity of entities) {
    const { entry } = readServerEntry(entity);
    await projection.save(
      { entry, etag: entity.metadata.etag ?? '', warnings: [] },
      known.get(entry.entityRef),
      now,
    );
  }
}
