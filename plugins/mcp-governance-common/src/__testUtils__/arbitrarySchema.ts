import fc from 'fast-check';
import { Json } from '../snapshot';

const names = ['a', 'b', 'c', 'd'];

const without = (schema: Record<string, unknown>): Json =>
  Object.fromEntries(
    Object.entries(schema).filter(([, value]) => value !== undefined),
  ) as Json;

const maybe = <T>(arb: fc.Arbitrary<T>) =>
  fc.option(arb, { nil: undefined, freq: 2 });

const small = fc.integer({ min: 0, max: 4 });

const texts = fc
  .record({
    type: fc.constant('string'),
    minLength: maybe(small),
    maxLength: maybe(fc.integer({ min: 2, max: 6 })),
    pattern: fc.option(fc.constantFrom('^x', 'y$'), {
      nil: undefined,
      freq: 6,
    }),
    description: maybe(fc.constantFrom('One.', 'Two words.', 'two words')),
    default: fc.option(fc.constantFrom('x', 'y'), { nil: undefined, freq: 6 }),
  })
  .map(without);

const numbers = fc
  .record({
    type: fc.constantFrom('integer', 'number'),
    minimum: maybe(fc.integer({ min: -5, max: 5 })),
    exclusiveMaximum: maybe(fc.integer({ min: 0, max: 9 })),
    maximum: maybe(fc.constantFrom(3, 7, Number.MAX_SAFE_INTEGER)),
    multipleOf: fc.option(fc.constantFrom(1, 2, 4), {
      nil: undefined,
      freq: 5,
    }),
  })
  .map(without);

const constants = fc.oneof(
  fc
    .subarray(['x', 'y', 1, 2, true, null] as Json[], { minLength: 1 })
    .map((values): Json => ({ enum: values })),
  fc.constantFrom('x', 1, false).map((value): Json => ({ const: value })),
  fc
    .subarray(['string', 'integer', 'null', 'boolean', 'array'], {
      minLength: 1,
    })
    .map((type): Json => ({ type })),
);

const { schema } = fc.letrec<{ schema: Json; object: Json }>(tie => ({
  object: fc
    .record({
      type: maybe(fc.constant('object')),
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      required: maybe(fc.subarray(names, { maxLength: 2 })),
      additionalProperties: maybe(
        fc.oneof(fc.constantFrom(true, false), tie('schema')),
      ),
      minProperties: fc.option(small, { nil: undefined, freq: 8 }),
    })
    .map(without),
  schema: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    texts,
    numbers,
    constants,
    fc.boolean(),
    fc.constantFrom<Json>(
      { $ref: '#/$defs/first' },
      { $ref: '#/$defs/second' },
      { $ref: '#/$defs/first', minLength: 2 },
      { $ref: '#' },
      { $ref: '#/nowhere' },
    ),
    tie('object'),
    tie('object'),
    fc
      .record({
        type: maybe(fc.constant('array')),
        items: maybe(tie('schema')),
        prefixItems: fc.option(fc.array(tie('schema'), { maxLength: 2 }), {
          nil: undefined,
          freq: 5,
        }),
        minItems: maybe(small),
        uniqueItems: fc.option(fc.boolean(), { nil: undefined, freq: 5 }),
      })
      .map(without),
    fc
      .tuple(
        fc.constantFrom('anyOf', 'oneOf', 'allOf'),
        fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
      )
      .map(([keyword, parts]): Json => ({ [keyword]: parts })),
    tie('schema').map((inner): Json => ({ not: inner })),
  ),
}));

/** Schemas of few names and values, so that two of them meet. */
export const arbitrarySchema = fc
  .record({
    properties: fc.dictionary(fc.constantFrom(...names), schema, {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    required: maybe(fc.subarray(names, { maxLength: 2 })),
    additionalProperties: maybe(fc.boolean()),
    $defs: fc.record({ first: schema, second: schema }),
  })
  .map((root): Json => without({ type: 'object', ...root }));

export { schema as arbitrarySubschema };
