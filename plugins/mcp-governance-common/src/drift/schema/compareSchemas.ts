import {
  Json,
  canonicalText,
  isJsonObject,
  isSameSchema,
} from '../../snapshot';
import { Comparison } from './Comparison';
import { SchemaDifference } from './SchemaDifference';

/** Whether the root itself is referred to, and so is not only the input of a tool. */
function isReferredTo(schema: Json): boolean {
  return canonicalText(schema).includes('"$ref":"#"');
}

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
  if (isSameSchema(before, after)) {
    return [];
  }
  const isTypeWritten = (schema: Json) =>
    isJsonObject(schema) && schema.type !== undefined;
  const isTypeImplied =
    side === 'input' &&
    isTypeWritten(before) !== isTypeWritten(after) &&
    ![before, after].some(isReferredTo);
  const [a, b] = isTypeImplied
    ? [withRootType(before), withRootType(after)]
    : [before, after];
  const differences: SchemaDifference[] = isTypeImplied
    ? [{ part: 'noise', effect: 'same', path: '/type', keyword: 'type' }]
    : [];
  differences.push(
    ...new Comparison(a, b).compare(
      { schema: a, pointer: '' },
      { schema: b, pointer: '' },
      { depth: 0, level: 0, isShared: false, isTentative: false },
    ),
  );
  // A definition that several places refer to is reported once.
  const seen = new Set<string>();
  const distinct = differences.filter(({ part, path, effect }) => {
    const key = `${part} ${effect} ${path}`;
    return part !== 'repeated' && !seen.has(key) && seen.add(key);
  });
  if (distinct.length > 0) {
    return distinct;
  }
  return [{ part: 'rewritten', effect: 'same', path: '' }];
}
