import { Json, JsonObject, isJsonObject } from '../snapshot';
import { Chance } from './Chance';

const anything: Json[] = [
  'x',
  'xy',
  'yyy',
  '',
  0,
  1,
  2,
  4,
  -3,
  1.5,
  true,
  false,
  null,
  [],
  ['x'],
  {},
];

function typed(
  schema: JsonObject,
  root: Json,
  chance: Chance,
  depth: number,
): Json {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  let type = chance.pick(types);
  if (type === undefined) {
    if (schema.properties ?? schema.required ?? schema.additionalProperties) {
      type = chance.upTo(4) > 0 ? 'object' : undefined;
    } else if (schema.items ?? schema.prefixItems) {
      type = 'array';
    }
  }
  switch (type) {
    case 'object': {
      const properties = isJsonObject(schema.properties)
        ? schema.properties
        : {};
      const required = Array.isArray(schema.required) ? schema.required : [];
      const instance: Record<string, Json> = {};
      for (const [name, inner = true] of Object.entries(properties)) {
        if (required.includes(name) || chance.upTo(2) === 0) {
          instance[name] = instanceOf(inner, root, chance, depth + 1);
        }
      }
      // A map: what it holds is declared by one schema for all.
      if (isJsonObject(schema.additionalProperties)) {
        for (const name of ['a', 'b', 'k']) {
          if (!(name in properties) && chance.upTo(2) === 0) {
            instance[name] = instanceOf(
              schema.additionalProperties,
              root,
              chance,
              depth + 1,
            );
          }
        }
      }
      return instance;
    }
    case 'array': {
      const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
      return Array.from({ length: chance.upTo(4) }, (_, index) =>
        instanceOf(
          first[index] ?? schema.items ?? true,
          root,
          chance,
          depth + 1,
        ),
      );
    }
    case 'string':
      return chance.pick([
        '',
        'x',
        'y',
        'xy',
        'xxy',
        'yyyy',
        'xxxxx',
        'xxxxxxy',
      ]);
    case 'integer':
      return chance.upTo(20) - 8;
    case 'number':
      return chance.pick([chance.upTo(20) - 8, 1.5, 2.5, -0.5]);
    case 'boolean':
      return chance.upTo(2) === 0;
    case 'null':
      return null;
    default:
      return chance.pick(anything);
  }
}

/**
 * A value that may be what a schema accepts: of declared properties and safe
 * integers only. A validator has to say whether it is.
 */
export function instanceOf(
  schema: Json,
  root: Json,
  chance: Chance,
  depth = 0,
): Json {
  if (!isJsonObject(schema) || depth > 6) {
    return chance.pick(anything);
  }
  const choices: Json[] = [];
  if (Array.isArray(schema.enum)) {
    choices.push(...schema.enum);
  }
  if (schema.const !== undefined) {
    choices.push(schema.const);
  }
  if (choices.length > 0) {
    return chance.pick(choices);
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const parts = schema[keyword];
    if (Array.isArray(parts) && parts.length > 0) {
      return instanceOf(chance.pick(parts), root, chance, depth + 1);
    }
  }
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce<Json | undefined>(
        (place, step) => (isJsonObject(place) ? place[step] : undefined),
        root,
      );
    return instanceOf(target ?? true, root, chance, depth + 1);
  }
  return typed(schema, root, chance, depth);
}
