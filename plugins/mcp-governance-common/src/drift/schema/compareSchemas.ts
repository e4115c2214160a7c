import { Json, canonicalSchema, isJsonObject } from '../../snapshot';
import { Comparison } from './Comparison';
import { SchemaDifference } from './SchemaDifference';
import { isEqual } from './SchemaNode';

/** MCP wants an object at the root of a tool's input; saying so changes nothing. */
function withRootType(schema: Json): Json {
  return isJsonObject(schema) && schema.type === undefined
    ? ({ ...schema, type: 'object' } as Json)
    : schema;
}

/**
 * How two JSON Schemas (2020-12, draft-07) differ, and what each difference does
 * to the values that are accepted. Empty only where the schemas are equal, up to
 * the order of keys and of what JSON Schema reads as sets. Reads nothing but the
 * two: a `$ref` that leads elsewhere is undecided.
 */
export function compareSchemas(
  before: Json,
  after: Json,
  side: 'input' | 'output',
): SchemaDifference[] {
  if (isEqual(canonicalSchema(before), canonicalSchema(after))) {
    return [];
  }
  const [a, b] =
    side === 'input'
      ? [withRootType(before), withRootType(after)]
      : [before, after];
  const isTypeWritten = (schema: Json) =>
    isJsonObject(schema) && schema.type !== undefined;
  const differences: SchemaDifference[] =
    side === 'input' && isTypeWritten(before) !== isTypeWritten(after)
      ? [{ part: 'noise', effect: 'same', path: '/type', keyword: 'type' }]
      : [];
  differences.push(
    ...new Comparison(a, b).compare(
      { schema: a, pointer: '' },
      { schema: b, pointer: '' },
      { depth: 0, isShared: false, isTentative: false },
    ),
  );
  // A definition that several places refer to is reported once.
  const seen = new Set<string>();
  const distinct = differences.filter(({ part, path, effect }) => {
    const key = `${part} ${effect} ${path}`;
    return part !== 'repeated' && !seen.has(key) && seen.add(key);
  });
  return distinct.length > 0
    ? distinct
    : [{ part: 'rewritten', effect: 'same', path: '' }];
}
