import { Json, JsonObject, isJsonObject } from './json';

/** One row of a schema shown as a table. */
export interface Parameter {
  name: string;
  /** E.g. `string`, `list of integer`, `string | null`. */
  type: string;
  required: boolean;
  /** E.g. `one of "a", "b"`, `at least 1`, `default 10`. */
  constraints: string[];
  description?: string;
  children: Parameter[];
}

const MOST_DEPTH = 8;
const MOST_ROWS = 500;

interface Walk {
  root: JsonObject;
  rows: number;
}

function resolveLocal(root: JsonObject, ref: string): Json | undefined {
  if (ref === '#') {
    return root as Json;
  }
  if (!ref.startsWith('#/')) {
    return undefined;
  }
  return ref
    .slice(2)
    .split('/')
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<Json | undefined>((value, step) => {
      if (Array.isArray(value)) {
        return value[Number(step)];
      }
      return isJsonObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
    }, root as Json);
}

/** A schema with its local `$ref` followed; what cannot be followed is named, never fetched. */
function deref(
  schema: Json,
  walk: Walk,
  trail: readonly string[],
): { schema: JsonObject; trail: readonly string[]; unresolved?: string } {
  if (!isJsonObject(schema)) {
    return { schema: {}, trail };
  }
  const ref = schema.$ref;
  if (typeof ref !== 'string') {
    return { schema, trail };
  }
  if (trail.includes(ref)) {
    return { schema, trail, unresolved: `recursive: ${ref}` };
  }
  const target = resolveLocal(walk.root, ref);
  if (!isJsonObject(target)) {
    return { schema, trail, unresolved: `not followed: ${ref}` };
  }
  const { $ref: _, ...beside } = schema;
  return deref({ ...target, ...beside } as Json, walk, [...trail, ref]);
}

function alternatives(schema: JsonObject): Json[] {
  const options = schema.anyOf ?? schema.oneOf;
  return Array.isArray(options) ? options : [];
}

function typeOf(
  schema: Json,
  walk: Walk,
  trail: readonly string[],
  depth: number,
): string {
  const found = deref(schema, walk, trail);
  if (found.unresolved) {
    return found.unresolved;
  }
  if (depth > MOST_DEPTH) {
    return '…';
  }
  const { type, items, enum: values, const: constant } = found.schema;
  const options = alternatives(found.schema);
  if (options.length > 0 && type === undefined) {
    const names = options
      .slice(0, 20)
      .map(option => typeOf(option, walk, found.trail, depth + 1));
    return [...new Set(names)].join(' | ');
  }
  if (Array.isArray(type)) {
    return type.join(' | ');
  }
  if (type === 'array') {
    return items === undefined || Array.isArray(items)
      ? 'list'
      : `list of ${typeOf(items, walk, found.trail, depth + 1)}`;
  }
  if (typeof type === 'string') {
    return type;
  }
  if (found.schema.properties !== undefined) {
    return 'object';
  }
  if (constant !== undefined) {
    return typeof constant;
  }
  return Array.isArray(values)
    ? [...new Set(values.map(value => typeof value))].join(' | ')
    : 'any';
}

const bounds: [keyof JsonObject & string, (value: string) => string][] = [
  ['minimum', value => `at least ${value}`],
  ['exclusiveMinimum', value => `more than ${value}`],
  ['maximum', value => `at most ${value}`],
  ['exclusiveMaximum', value => `less than ${value}`],
  ['multipleOf', value => `multiple of ${value}`],
  ['minLength', value => `${value} or more characters`],
  ['maxLength', value => `up to ${value} characters`],
  ['minItems', value => `${value} or more items`],
  ['maxItems', value => `up to ${value} items`],
  ['pattern', value => `matches ${value}`],
  ['format', value => `format ${value}`],
];

function constraintsOf(schema: JsonObject): string[] {
  const found: string[] = [];
  if (Array.isArray(schema.enum)) {
    found.push(
      `one of ${schema.enum.map(value => JSON.stringify(value)).join(', ')}`,
    );
  }
  if (schema.const !== undefined) {
    found.push(`always ${JSON.stringify(schema.const)}`);
  }
  for (const [keyword, describe] of bounds) {
    const value = schema[keyword];
    if (typeof value === 'number' || typeof value === 'string') {
      found.push(describe(String(value)));
    }
  }
  if (schema.uniqueItems === true) {
    found.push('no item twice');
  }
  if (schema.default !== undefined) {
    found.push(`default ${JSON.stringify(schema.default)}`);
  }
  return found;
}

function childrenOf(
  schema: Json,
  walk: Walk,
  trail: readonly string[],
  depth: number,
): Parameter[] {
  const found = deref(schema, walk, trail);
  if (found.unresolved || depth > MOST_DEPTH) {
    return [];
  }
  const { properties, items, required, additionalProperties, allOf } =
    found.schema;
  const rows: Parameter[] = [];
  const requiredNames = Array.isArray(required) ? required : [];
  if (isJsonObject(properties)) {
    for (const [name, property = null] of Object.entries(properties)) {
      walk.rows += 1;
      if (walk.rows > MOST_ROWS) {
        break;
      }
      rows.push(
        parameter(name, property, requiredNames.includes(name), walk, {
          trail: found.trail,
          depth: depth + 1,
        }),
      );
    }
  }
  if (isJsonObject(additionalProperties)) {
    rows.push(
      parameter('(any other key)', additionalProperties as Json, false, walk, {
        trail: found.trail,
        depth: depth + 1,
      }),
    );
  }
  for (const part of Array.isArray(allOf) ? allOf : []) {
    rows.push(...childrenOf(part, walk, found.trail, depth + 1));
  }
  if (isJsonObject(items)) {
    rows.push(...childrenOf(items as Json, walk, found.trail, depth + 1));
  }
  const variants = alternatives(found.schema).map(option =>
    childrenOf(option, walk, found.trail, depth + 1),
  );
  const telling = variants.filter(variant => variant.length > 0);
  if (telling.length === 1) {
    rows.push(...telling[0]);
  } else {
    telling.forEach((variant, index) =>
      rows.push({
        name: `(variant ${index + 1})`,
        type: 'object',
        required: false,
        constraints: [],
        children: variant,
      }),
    );
  }
  return rows;
}

function parameter(
  name: string,
  schema: Json,
  required: boolean,
  walk: Walk,
  at: { trail: readonly string[]; depth: number },
): Parameter {
  const found = deref(schema, walk, at.trail);
  const { description } = found.schema;
  return {
    name,
    type: typeOf(schema, walk, at.trail, at.depth),
    required,
    constraints: constraintsOf(found.schema),
    ...(typeof description === 'string' && { description }),
    children: childrenOf(schema, walk, at.trail, at.depth),
  };
}

/**
 * A JSON Schema as rows for a table: one for each property, nested objects as
 * children. Bounded in depth and rows, safe on recursive and on remote `$ref`.
 */
export function schemaParameters(schema: Json | undefined): Parameter[] {
  if (!isJsonObject(schema)) {
    return [];
  }
  const walk: Walk = { root: schema, rows: 0 };
  return childrenOf(schema as Json, walk, ['#'], 0);
}
