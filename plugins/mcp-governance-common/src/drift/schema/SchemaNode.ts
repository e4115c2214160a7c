import { Json, JsonObject, isJsonObject, pointerStep } from '../../snapshot';

/** A schema at its place in its document. */
export interface SchemaNode {
  schema: Json;
  /** JSON Pointer of the place. */
  pointer: string;
}

/** The keywords of a node; none for a boolean schema. */
export function keywordsOf({ schema }: SchemaNode): JsonObject {
  return isJsonObject(schema) ? schema : {};
}

export function child(
  node: SchemaNode,
  schema: Json,
  ...steps: (string | number)[]
): SchemaNode {
  return {
    schema,
    pointer: node.pointer + steps.map(pointerStep).join(''),
  };
}

/** Keywords that say something about a value and accept or refuse none. */
export const annotationKeywords = new Set([
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  '$schema',
  '$id',
  'id',
  '$defs',
  'definitions',
]);

/** The keywords of a node that accept or refuse values. */
export function assertionsOf(node: SchemaNode): JsonObject {
  return Object.fromEntries(
    Object.entries(keywordsOf(node)).filter(
      ([keyword]) => !annotationKeywords.has(keyword),
    ),
  );
}

export function isTrue(schema: Json | undefined): boolean {
  return (
    schema === undefined ||
    schema === true ||
    (isJsonObject(schema) &&
      Object.keys(schema).every(keyword => annotationKeywords.has(keyword)))
  );
}
