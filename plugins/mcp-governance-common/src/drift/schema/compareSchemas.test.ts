import { Json } from '../../snapshot';
import { compareSchemas } from './compareSchemas';
import { effectOf } from './SchemaDifference';

const object = (properties: object, others: object = {}): Json =>
  ({ type: 'object', properties, ...others } as Json);
/** A schema of one property. */
const x = (schema: unknown, others: object = {}): Json =>
  object({ x: schema }, others);
const effect = (before: Json, after: Json) =>
  effectOf(compareSchemas(before, after, 'input'));
const partsOf = (before: Json, after: Json) =>
  compareSchemas(before, after, 'input').map(({ part }) => part);

describe('compareSchemas', () => {
  it.each<[string, unknown, unknown, string]>([
    ['number to integer', { type: 'number' }, { type: 'integer' }, 'narrower'],
    ['a constant of two', { enum: ['a', 'b'] }, { const: 'a' }, 'narrower'],
    ['const to enum', { const: 'a' }, { enum: ['a'] }, 'same'],
    [
      'a type that its values imply',
      { enum: ['a', 'b'] },
      { type: 'string', enum: ['a', 'b'] },
      'same',
    ],
    [
      'a union of constants to enum',
      { anyOf: [{ const: 'a' }, { const: 'b' }] },
      { type: 'string', enum: ['b', 'a'] },
      'same',
    ],
    [
      'nullable in two ways',
      { type: ['integer', 'null'], minimum: 1 },
      { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
      'same',
    ],
    ['minimum lowered', { minimum: 5 }, { minimum: 1 }, 'wider'],
    ['minimum excluded', { minimum: 5 }, { exclusiveMinimum: 5 }, 'narrower'],
    [
      'a bound of another type',
      { type: 'string' },
      { type: 'string', minimum: 5 },
      'same',
    ],
    [
      'minLength 0',
      { type: 'string' },
      { type: 'string', minLength: 0 },
      'same',
    ],
    ['multiples', { multipleOf: 2 }, { multipleOf: 4 }, 'narrower'],
    ['other multiples', { multipleOf: 2 }, { multipleOf: 3 }, 'incomparable'],
    [
      'a new pattern',
      { type: 'string' },
      { type: 'string', pattern: 'a' },
      'narrower',
    ],
    ['another pattern', { pattern: 'a' }, { pattern: 'b' }, 'undecided'],
    ['a new format', {}, { format: 'uri' }, 'narrower'],
    ['items', { items: { type: 'string' } }, { items: {} }, 'wider'],
    [
      'a tuple in either dialect',
      { items: [{ type: 'string' }] },
      { prefixItems: [{ type: 'string' }] },
      'same',
    ],
    [
      'one branch more',
      { anyOf: [{ type: 'object' }, { type: 'array' }] },
      { anyOf: [{ type: 'object' }, { type: 'array' }, { type: 'string' }] },
      'wider',
    ],
    [
      'allOf with one part more',
      { allOf: [{ minimum: 1 }] },
      { allOf: [{ minimum: 1 }, { maximum: 3 }] },
      'narrower',
    ],
    [
      'not',
      { not: { type: 'null' } },
      { not: { type: 'string' } },
      'undecided',
    ],
    ['an unknown keyword', {}, { 'x-strict': true }, 'undecided'],
    [
      'a reference elsewhere',
      { type: 'string' },
      { $ref: 'https://example.com/s.json' },
      'undecided',
    ],
    ['true to false', true, false, 'narrower'],
    ['false to anything', false, {}, 'wider'],
    ['nonsense', 'string', {}, 'undecided'],
  ])('%s', (_, before, after, expected) => {
    expect(effect(x(before), x(after))).toBe(expected);
  });

  it('follows references within the document, in circles too', () => {
    const tree = (leaf: object): Json =>
      ({
        ...(x({ $ref: '#/$defs/tree' }) as object),
        $defs: {
          tree: object({
            leaf,
            children: { type: 'array', items: { $ref: '#/$defs/tree' } },
          }),
        },
      } as Json);
    expect(effect(tree({ type: 'string' }), tree({ type: 'string' }))).toBe(
      'same',
    );
    expect(
      compareSchemas(
        tree({ type: 'number' }),
        tree({ type: 'integer' }),
        'input',
      ),
    ).toEqual([
      expect.objectContaining({
        effect: 'narrower',
        path: '/$defs/tree/properties/leaf/type',
      }),
    ]);
  });

  it('takes a definition and what it stands for as the same', () => {
    const inline = x({ type: 'string', minLength: 1 });
    const referred = {
      ...(x({ $ref: '#/definitions/text' }) as object),
      definitions: { text: { type: 'string', minLength: 1 } },
    } as Json;
    expect(effect(inline, referred)).toBe('same');
  });

  it('does not take a pair with a changed definition for equal because its text is', () => {
    const union = (maximum: number): Json =>
      ({
        ...(x({
          oneOf: [{ $ref: '#/$defs/n' }, { type: 'string' }],
        }) as object),
        $defs: { n: { type: 'integer', maximum } },
      } as Json);
    expect(effect(union(10), union(5))).toBe('narrower');
    const negated = (maximum: number): Json =>
      ({
        ...(x({ not: { $ref: '#/$defs/n' } }) as object),
        $defs: { n: { type: 'integer', maximum } },
      } as Json);
    expect(effect(negated(10), negated(5))).toBe('undecided');
  });

  it('knows noise from what only looks like it', () => {
    const integer = x({ type: 'integer' });
    expect(
      partsOf(integer, x({ type: 'integer', maximum: 9007199254740991 })),
    ).toEqual(['noise']);
    expect(
      partsOf(integer, x({ type: 'integer', minimum: -9007199254740991 })),
    ).toEqual(['noise']);
    expect(
      partsOf(integer, x({ type: 'integer', maximum: 9007199254740 })),
    ).toEqual(['bounds']);
    const dialect = (uri: string) => x({}, { $schema: uri });
    expect(
      partsOf(
        dialect('http://json-schema.org/draft-07/schema#'),
        dialect('https://json-schema.org/draft/2020-12/schema'),
      ),
    ).toEqual(['noise']);
    expect(effect(x({}), dialect('https://example.com/our-own-dialect'))).toBe(
      'undecided',
    );
    expect(
      partsOf({ properties: {} }, { type: 'object', properties: {} }),
    ).toEqual(['noise']);
    expect(
      compareSchemas(
        { properties: {} },
        { type: 'object', properties: {} },
        'output',
      ),
    ).toEqual([
      expect.objectContaining({ part: 'values', effect: 'narrower' }),
    ]);
    expect(partsOf(x({}, { additionalProperties: false }), x({}))).toEqual([
      'extra-properties',
    ]);
    expect(
      partsOf(x({}, { required: ['x', 'y'] }), x({}, { required: ['y', 'x'] })),
    ).toEqual([]);
  });

  it('asks in a map for what every entry may hold', () => {
    const map = (schema: unknown) =>
      x({ type: 'object', additionalProperties: schema });
    expect(
      effect(map({ type: 'string' }), map({ type: 'string', maxLength: 3 })),
    ).toBe('narrower');
    expect(
      effect(
        map({ type: 'string' }),
        x({
          type: 'object',
          properties: { a: { type: 'integer' } },
          additionalProperties: { type: 'string' },
        }),
      ),
    ).toBe('incomparable');
  });

  it('ends at a limit, and says that it did', () => {
    const deep = (levels: number, leaf: Json): Json =>
      levels === 0 ? leaf : x(deep(levels - 1, leaf));
    const [difference] = compareSchemas(
      deep(200, { type: 'string' }),
      deep(200, { type: 'integer' }),
      'input',
    );
    expect(difference).toMatchObject({ part: 'limit', effect: 'undecided' });
    const wide = (version: number): Json =>
      x({
        anyOf: Array.from({ length: 500 }, (_, index) =>
          object({ [`p${index}`]: { type: 'string', minLength: version } }),
        ),
      });
    const started = compareSchemas(wide(1), wide(2), 'input');
    expect(started.length).toBeGreaterThan(0);
  });
});
