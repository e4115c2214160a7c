import { JsonObject, isJsonObject, isSameJson } from '../../snapshot';
import { Comparison, Context } from './Comparison';
import { compareArrays } from './compareArrays';
import { compareBounds } from './compareBounds';
import { compareConjunctions } from './compareConjunctions';
import { compareObjects } from './compareObjects';
import { compareAlternatives, compareBranches, unionOf } from './compareUnions';
import { compareValues, valuesOf } from './compareValues';
import { Effect, SchemaDifference } from './SchemaDifference';
import {
  SchemaNode,
  annotationKeywords,
  child,
  keywordsOf,
} from './SchemaNode';

/** Keywords that are compared by their meaning; any other one by its text. */
const understood = new Set([
  ...annotationKeywords,
  'contentEncoding',
  'contentMediaType',
  'type',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'uniqueItems',
  'pattern',
  'format',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'additionalItems',
  'anyOf',
  'oneOf',
  'allOf',
]);

/** What says which values there are at all. */
const listing = ['type', 'enum', 'const', 'anyOf', 'oneOf'];

function compareListed(
  before: SchemaNode,
  after: SchemaNode,
): SchemaDifference[] {
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  if (listing.every(keyword => isSameJson(a[keyword], b[keyword]))) {
    return [];
  }
  const effect = compareValues(valuesOf(a), valuesOf(b));
  if (!effect) {
    return [];
  }
  const keyword = listing.find(name => !isSameJson(a[name], b[name])) ?? 'type';
  return [
    {
      part: 'values',
      effect,
      path: `${after.pointer}/${keyword}`,
      keyword,
      before: a[keyword],
      after: b[keyword],
    },
  ];
}

function compareOthers(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
): SchemaDifference[] {
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter(keyword => !understood.has(keyword) && keyword !== '$ref')
    .flatMap(keyword =>
      a[keyword] === undefined || b[keyword] === undefined
        ? [
            {
              part: 'keyword' as const,
              effect: 'undecided' as const,
              path: child(after, null, keyword).pointer,
              keyword,
              before: a[keyword],
              after: b[keyword],
            },
          ]
        : comparison
            .compareText(
              'keyword',
              child(before, a[keyword], keyword),
              child(after, b[keyword], keyword),
              keyword,
            )
            .map(difference => ({
              ...difference,
              before: a[keyword],
              after: b[keyword],
            })),
    );
}

/** A schema that is no object: `true` and `false`, or nonsense. */
function compareWhole(
  before: SchemaNode,
  after: SchemaNode,
): Effect | undefined {
  const isReadable = ({ schema }: SchemaNode) =>
    typeof schema === 'boolean' || isJsonObject(schema);
  if (isSameJson(before.schema, after.schema)) {
    return undefined;
  }
  if (!isReadable(before) || !isReadable(after)) {
    return 'undecided';
  }
  if (before.schema === false) {
    return 'wider';
  }
  return after.schema === false ? 'narrower' : undefined;
}

/** What a schema says of values of one type. */
const ofType = {
  object: ['properties', 'required', 'additionalProperties', 'propertyNames'],
  array: ['items', 'prefixItems', 'additionalItems'],
} as const;

/** Whether both sides allow a type and one of them says more about it. */
function isAbout(
  type: keyof typeof ofType,
  before: JsonObject,
  after: JsonObject,
): boolean {
  return (
    ofType[type].some(
      keyword => before[keyword] !== undefined || after[keyword] !== undefined,
    ) &&
    valuesOf(before).types.has(type) &&
    valuesOf(after).types.has(type)
  );
}

/** Compares two places keyword by keyword; their references are resolved already. */
export function compareKeywords(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const whole = compareWhole(before, after);
  if (whole) {
    return [
      {
        part: 'values',
        effect: whole,
        path: after.pointer,
        before: before.schema,
        after: after.schema,
      },
    ];
  }
  if (unionOf(before) !== unionOf(after)) {
    return compareAlternatives(comparison, before, after, context);
  }
  const about = (type: keyof typeof ofType) =>
    isAbout(type, keywordsOf(before), keywordsOf(after));
  return [
    ...compareListed(before, after),
    ...compareBounds(before, after),
    ...(about('object')
      ? compareObjects(comparison, before, after, context)
      : []),
    ...(about('array')
      ? compareArrays(comparison, before, after, context)
      : []),
    ...compareBranches(comparison, before, after, context),
    ...compareConjunctions(comparison, before, after, context),
    ...compareOthers(comparison, before, after),
  ];
}
