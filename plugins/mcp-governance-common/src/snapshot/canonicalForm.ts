import canonicalize from 'canonicalize';
import { isSameJson } from './isSameJson';
import { Json, isJsonObject } from './json';
import { wellFormed } from './parseExact';

const maps = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
const schemas = new Set([
  'items',
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
const sets = new Set(['required', 'enum', 'type']);

/** RFC 8785 (JCS) text of a value; lone surrogates, which JCS refuses, as escapes. */
export function canonicalText(value: unknown): string {
  try {
    return canonicalize(value) ?? 'null';
  } catch {
    return canonicalize(escapeLoneSurrogates(value as Json)) ?? 'null';
  }
}

function escapeLoneSurrogates(value: Json): Json {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map(escapeLoneSurrogates);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner = null]) => [
          wellFormed(key),
          escapeLoneSurrogates(inner),
        ]),
      )
    : value;
}

/**
 * A JSON Schema with `required`, `enum` and lists of types in a fixed order,
 * since JSON Schema reads them as sets. Data inside a schema (`default`,
 * `const`, `examples`) keeps its order.
 */
export function canonicalSchema(schema: Json): Json {
  if (!isJsonObject(schema)) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value = null]): [string, Json] => {
      if (sets.has(keyword) && Array.isArray(value)) {
        return [keyword, sortedBy(value, canonicalText)];
      }
      if (lists.has(keyword) && Array.isArray(value)) {
        return [keyword, value.map(canonicalSchema)];
      }
      if (maps.has(keyword) && isJsonObject(value)) {
        return [
          keyword,
          Object.fromEntries(
            Object.entries(value).map(([name, inner = null]) => [
              name,
              canonicalSchema(inner),
            ]),
          ),
        ];
      }
      return [keyword, schemas.has(keyword) ? canonicalSchema(value) : value];
    }),
  );
}

function isSameSet(a: readonly Json[], b: readonly Json[]): boolean {
  const texts = (items: readonly Json[]) => items.map(canonicalText).sort();
  return a.length === b.length && isSameJson(texts(a), texts(b));
}

function isSameAt(keyword: string, a: Json, b: Json): boolean {
  const areLists = Array.isArray(a) && Array.isArray(b);
  if (areLists && sets.has(keyword)) {
    return isSameSet(a, b);
  }
  if (areLists && lists.has(keyword)) {
    return (
      a.length === b.length &&
      a.every((item, index) => isSameSchema(item, b[index]))
    );
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    if (maps.has(keyword)) {
      const names = Object.keys(a);
      return (
        names.length === Object.keys(b).length &&
        names.every(
          name =>
            Object.hasOwn(b, name) &&
            isSameSchema(a[name] ?? null, b[name] ?? null),
        )
      );
    }
    return schemas.has(keyword) ? isSameSchema(a, b) : isSameJson(a, b);
  }
  return isSameJson(a, b);
}

/** Whether the canonical forms of two JSON Schemas are the same; ends at the first difference. */
export function isSameSchema(a: Json, b: Json): boolean {
  if (!isJsonObject(a) || !isJsonObject(b)) {
    return isSameJson(a, b);
  }
  const keywords = Object.keys(a);
  return (
    keywords.length === Object.keys(b).length &&
    keywords.every(
      keyword =>
        Object.hasOwn(b, keyword) &&
        isSameAt(keyword, a[keyword] ?? null, b[keyword] ?? null),
    )
  );
}

/** In the order of UTF-16 code units, which is the same on every machine. */
export function sortedBy<T>(
  items: readonly T[],
  key: (item: T) => string,
): T[] {
  return items
    .map(item => ({ item, sortKey: key(item) }))
    .sort((a, b) => {
      if (a.sortKey === b.sortKey) {
        return 0;
      }
      return a.sortKey < b.sortKey ? -1 : 1;
    })
    .map(({ item }) => item);
}
