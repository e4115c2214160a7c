import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

/** What an agent is told of an entity: six fields, not sixty. */
export const shapedEntitySchema = z.object({
  ref: z.string().describe('Entity reference.'),
  title: z.string(),
  type: z.string().optional(),
  owner: z.string().optional().describe('Entity reference of the team.'),
  lifecycle: z.string().optional(),
  description: z.string().optional(),
});
/** An entity as an agent is told of it. */
export type ShapedEntity = z.output<typeof shapedEntitySchema>;

/** The fields of an entity that {@link shapeEntity} reads. */
export const shapedFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.owner',
  'spec.lifecycle',
  'spec.profile.displayName',
  'relations',
];

const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Cuts an entity down to what an agent needs. */
export function shapeEntity(entity: Entity): ShapedEntity {
  const { metadata, spec = {}, relations = [] } = entity;
  const profile =
    spec.profile && typeof spec.profile === 'object' ? spec.profile : {};
  const displayName =
    'displayName' in profile ? text(profile.displayName) : undefined;
  const owner = relations.find(({ type }) => type === 'ownedBy');
  return {
    ref: stringifyEntityRef(entity),
    title: text(metadata.title) ?? displayName ?? metadata.name,
    type: text(spec.type),
    owner: owner?.targetRef ?? text(spec.owner),
    lifecycle: text(spec.lifecycle),
    description: text(metadata.description),
  };
}
