import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { CatalogReader } from './CatalogReader';
import {
  ShapedEntity,
  shapeEntity,
  shapedEntitySchema,
  shapedFields,
} from './shapeEntity';

/** The relations of an entity whose targets need it. */
const dependentRelations = new Set([
  'dependencyOf',
  'apiConsumedBy',
  'mcpConsumedBy',
]);

/** Six fields again: how it depends tells more here than a description. */
export const dependentSchema = shapedEntitySchema
  .omit({ description: true })
  .extend({
    relation: z.string().describe('How it depends, e.g. apiConsumedBy.'),
  });
/** Something that depends on an entity, and how. */
export type Dependent = z.output<typeof dependentSchema>;

/** Everything that depends on `entity` directly, by its relations. */
export async function findDependents(
  entity: Entity,
  catalog: CatalogReader,
): Promise<Dependent[]> {
  const relations = (entity.relations ?? []).filter(({ type }) =>
    dependentRelations.has(type),
  );
  if (relations.length === 0) {
    return [];
  }
  const refs = [...new Set(relations.map(({ targetRef }) => targetRef))];
  const shaped = new Map(
    (await catalog.byRefs(refs, shapedFields)).map(
      (found): [string, ShapedEntity] => {
        const one = shapeEntity(found);
        return [one.ref, one];
      },
    ),
  );
  return relations.map(({ type, targetRef }) => {
    // A target that is no entity (yet) depends on it all the same.
    const { description: _, ...rest } = shaped.get(targetRef) ?? {
      ref: targetRef,
      title: targetRef,
    };
    return { ...rest, relation: type };
  });
}
