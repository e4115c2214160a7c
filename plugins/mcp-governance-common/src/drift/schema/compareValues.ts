import { Json, JsonObject, canonicalText, isJsonObject } from '../../snapshot';
import { Effect } from './SchemaDifference';
import { annotationKeywords } from './SchemaNode';

export type ValueType =
  | 'null'
  | 'boolean'
  | 'object'
  | 'array'
  | 'string'
  | 'integer'
  | 'fraction';

const everyType: ValueType[] = [
  'null',
  'boolean',
  'object',
  'array',
  'string',
  'integer',
  'fraction',
];

/** Which values a schema's `type`, `enum` and `const` (and unions of constants) leave. */
interface Values {
  types: ReadonlySet<ValueType>;
  /** By canonical text, where they can be counted. */
  listed?: ReadonlyMap<string, Json>;
}

function typeOf(value: Json): ValueType {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'fraction';
  }
  return typeof value as 'boolean' | 'object' | 'string';
}

/** The types that a schema allows; `number` is integers and fractions. */
export function typesOf({ type }: JsonObject): ReadonlySet<ValueType> {
  if (type === undefined) {
    return new Set(everyType);
  }
  const named = Array.isArray(type) ? type : [type];
  return new Set(
    named.flatMap((name): ValueType[] =>
      name === 'number'
        ? ['integer', 'fraction']
        : everyType.filter(known => known === name && known !== 'fraction'),
    ),
  );
}

/** The constants of a union in which every branch is nothing but constants. */
function constantsOf(branches: Json | undefined): Json[] | undefined {
  if (!Array.isArray(branches)) {
    return undefined;
  }
  const constants: Json[] = [];
  for (const branch of branches) {
    if (!isJsonObject(branch)) {
      return undefined;
    }
    const isConstant = Object.keys(branch).every(
      keyword =>
        ['const', 'enum', 'type'].includes(keyword) ||
        annotationKeywords.has(keyword),
    );
    const listed = isConstant ? valuesOf(branch).listed : undefined;
    if (!listed) {
      return undefined;
    }
    constants.push(...listed.values());
  }
  return constants;
}

/** Whether a union says nothing that `enum` could not say. */
export function isUnionOfConstants(branches: Json | undefined): boolean {
  return constantsOf(branches) !== undefined;
}

/** What `type`, `enum`, `const` and unions of constants leave, together. */
export function valuesOf(schema: JsonObject): Values {
  const types = typesOf(schema);
  const lists: Json[][] = [];
  if (Array.isArray(schema.enum)) {
    lists.push(schema.enum);
  }
  if (schema.const !== undefined) {
    lists.push([schema.const]);
  }
  for (const union of [schema.anyOf, schema.oneOf]) {
    const constants = constantsOf(union);
    if (constants) {
      lists.push(constants);
    }
  }
  if (lists.length === 0) {
    const isSmall = [...types].every(
      type => type === 'boolean' || type === 'null',
    );
    if (!isSmall) {
      return { types };
    }
    lists.push([
      ...(types.has('boolean') ? [true, false] : []),
      ...(types.has('null') ? [null] : []),
    ]);
  }
  const [first, ...others] = lists.map(
    list => new Map(list.map(value => [canonicalText(value), value])),
  );
  const listed = new Map(
    [...first].filter(
      ([text, value]) =>
        types.has(typeOf(value)) && others.every(other => other.has(text)),
    ),
  );
  return { types: new Set([...listed.values()].map(typeOf)), listed };
}

function effectOfSets(
  isSubset: boolean,
  isSuperset: boolean,
): Effect | undefined {
  if (isSubset && isSuperset) {
    return undefined;
  }
  if (isSubset) {
    return 'narrower';
  }
  return isSuperset ? 'wider' : 'incomparable';
}

/** What the change from one set of values to another does; undefined where they are the same. */
export function compareValues(
  before: Values,
  after: Values,
): Effect | undefined {
  const [a, b] = [before.listed, after.listed];
  const every = <T>(items: Iterable<T>, holds: (item: T) => boolean) =>
    [...items].every(holds);
  if (a && b) {
    return effectOfSets(
      every(b.keys(), text => a.has(text)),
      every(a.keys(), text => b.has(text)),
    );
  }
  const isSubset = !a && every(after.types, type => before.types.has(type));
  const isSuperset = !b && every(before.types, type => after.types.has(type));
  return effectOfSets(isSubset, isSuperset);
}
