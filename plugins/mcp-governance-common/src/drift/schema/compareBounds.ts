import { Json, JsonObject, isSameJson } from '../../snapshot';
import { ValueType, typesOf } from './compareValues';
import { Effect, SchemaDifference } from './SchemaDifference';
import { SchemaNode, keywordsOf } from './SchemaNode';

const numeric: ValueType[] = ['integer', 'fraction'];

/** `format` is known for strings; `int32` and the like are written on numbers. */
const everyTypeOfFormats: ValueType[] = ['string', ...numeric];

/** Bounds that only hold something back: larger (or smaller) is stricter. */
const limits: Record<
  string,
  { types: ValueType[]; stricter: 'larger' | 'smaller'; without?: number }
> = {
  minLength: { types: ['string'], stricter: 'larger', without: 0 },
  maxLength: { types: ['string'], stricter: 'smaller' },
  minItems: { types: ['array'], stricter: 'larger', without: 0 },
  maxItems: { types: ['array'], stricter: 'smaller' },
  minProperties: { types: ['object'], stricter: 'larger', without: 0 },
  maxProperties: { types: ['object'], stricter: 'smaller' },
};

/** A bound of numbers: its value, and whether the value itself is excluded. */
interface NumberBound {
  value: number;
  isExclusive: boolean;
}

function boundOf(
  schema: JsonObject,
  end: 'minimum' | 'maximum',
): NumberBound | undefined | 'unreadable' {
  const inclusive = schema[end];
  const exclusive =
    schema[end === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'];
  const bounds: NumberBound[] = [];
  for (const [value, isExclusive] of [
    [inclusive, false],
    [exclusive, true],
  ] as const) {
    if (value !== undefined && typeof value !== 'number') {
      // Draft-04 wrote a boolean here.
      return 'unreadable';
    }
    if (value !== undefined) {
      bounds.push({ value, isExclusive });
    }
  }
  const sign = end === 'minimum' ? 1 : -1;
  return bounds.sort(
    (a, b) =>
      strictness(b, sign) - strictness(a, sign) ||
      Number(b.isExclusive) - Number(a.isExclusive),
  )[0];
}

function strictness(bound: NumberBound, sign: 1 | -1): number {
  return bound.value * sign;
}

/** Libraries write the bounds of safe integers out; any integer that JSON readers agree on is within them. */
function isSafeIntegerBound(bound: NumberBound): boolean {
  return (
    Math.abs(bound.value) === Number.MAX_SAFE_INTEGER && !bound.isExclusive
  );
}

function effectOfStrictness(before: number, after: number): Effect | undefined {
  if (before === after) {
    return undefined;
  }
  return after > before ? 'narrower' : 'wider';
}

const bounding = [
  ...Object.keys(limits),
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'uniqueItems',
  'pattern',
  'format',
];

/** Compares what restricts values further: bounds, patterns, formats. Keywords for a type that either side excludes say nothing. */
export function compareBounds(
  before: SchemaNode,
  after: SchemaNode,
): SchemaDifference[] {
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  if (bounding.every(keyword => isSameJson(a[keyword], b[keyword]))) {
    return [];
  }
  const [aTypes, bTypes] = [typesOf(a), typesOf(b)];
  const differences: SchemaDifference[] = [];
  const add = (
    keyword: string,
    types: ValueType[],
    effect: Effect | undefined,
    isNoise = false,
  ) => {
    if (isSameJson(a[keyword], b[keyword])) {
      return;
    }
    const says = types.some(type => aTypes.has(type) && bTypes.has(type));
    const counts = says && effect !== undefined && !isNoise;
    const uncounted = isNoise ? 'noise' : 'rewritten';
    differences.push({
      part: counts ? 'bounds' : uncounted,
      effect: counts ? effect : 'same',
      path: `${after.pointer}/${keyword}`,
      keyword,
      before: a[keyword],
      after: b[keyword],
    });
  };

  for (const [keyword, { types, stricter, without }] of Object.entries(
    limits,
  )) {
    const open = without ?? Infinity;
    const strict = (value: Json | undefined) => {
      const number = value ?? open;
      if (typeof number !== 'number') {
        return undefined;
      }
      // Nothing is as long as the largest safe integer.
      const limit = number >= Number.MAX_SAFE_INTEGER ? Infinity : number;
      return stricter === 'larger' ? limit : -limit;
    };
    const [was, is] = [strict(a[keyword]), strict(b[keyword])];
    add(
      keyword,
      types,
      was === undefined || is === undefined
        ? 'undecided'
        : effectOfStrictness(was, is),
    );
  }

  for (const end of ['minimum', 'maximum'] as const) {
    const [was, is] = [boundOf(a, end), boundOf(b, end)];
    const keywords = [
      end,
      end === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum',
    ];
    if (was === 'unreadable' || is === 'unreadable') {
      keywords.forEach(keyword => add(keyword, numeric, 'undecided'));
      continue;
    }
    const sign = end === 'minimum' ? 1 : -1;
    const rank = (bound: NumberBound | undefined) =>
      bound ? strictness(bound, sign) : -Infinity;
    let effect = effectOfStrictness(rank(was), rank(is));
    if (!effect && was && is && was.isExclusive !== is.isExclusive) {
      effect = is.isExclusive ? 'narrower' : 'wider';
    }
    const [only, other] = was ? [was, is] : [is, was];
    const isNoise =
      !!only &&
      !other &&
      isSafeIntegerBound(only) &&
      !(aTypes.has('fraction') && bTypes.has('fraction'));
    keywords.forEach(keyword => add(keyword, numeric, effect, isNoise));
  }

  add('multipleOf', numeric, compareMultiples(a.multipleOf, b.multipleOf));
  add(
    'uniqueItems',
    ['array'],
    effectOfStrictness(
      Number(a.uniqueItems === true),
      Number(b.uniqueItems === true),
    ),
  );
  add('pattern', ['string'], compareTexts(a.pattern, b.pattern));
  add('format', everyTypeOfFormats, compareTexts(a.format, b.format));
  return differences;
}

/** A pattern or format that came or went is decided; which strings two patterns share is not. */
function compareTexts(
  before: Json | undefined,
  after: Json | undefined,
): Effect | undefined {
  if (before === undefined) {
    return 'narrower';
  }
  return after === undefined ? 'wider' : 'undecided';
}

function compareMultiples(
  before: Json | undefined,
  after: Json | undefined,
): Effect | undefined {
  const [a, b] = [before ?? 0, after ?? 0];
  if (typeof a !== 'number' || typeof b !== 'number') {
    return 'undecided';
  }
  if (before === undefined || after === undefined) {
    return before === undefined ? 'narrower' : 'wider';
  }
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) {
    return 'undecided';
  }
  if (b % a === 0) {
    return 'narrower';
  }
  return a % b === 0 ? 'wider' : 'incomparable';
}
