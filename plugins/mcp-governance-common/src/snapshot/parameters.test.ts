import { schemaParameters } from './parameters';

describe('schemaParameters', () => {
  it('turns a schema into rows', () => {
    expect(
      schemaParameters({
        type: 'object',
        required: ['path'],
        properties: {
          path: { type: 'string', minLength: 1, description: 'Where.' },
          mode: { enum: ['a', 'b'], default: 'a' },
          filter: {
            anyOf: [{ $ref: '#/$defs/filter' }, { type: 'null' }],
          },
          ids: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
        },
        $defs: {
          filter: {
            type: 'object',
            properties: { owner: { type: ['string', 'null'] } },
          },
        },
      }),
    ).toEqual([
      {
        name: 'path',
        type: 'string',
        required: true,
        constraints: ['1 or more characters'],
        description: 'Where.',
        children: [],
      },
      {
        name: 'mode',
        type: 'string',
        required: false,
        constraints: ['one of "a", "b"', 'default "a"'],
        children: [],
      },
      {
        name: 'filter',
        type: 'object | null',
        required: false,
        constraints: [],
        children: [
          {
            name: 'owner',
            type: 'string | null',
            required: false,
            constraints: [],
            children: [],
          },
        ],
      },
      {
        name: 'ids',
        type: 'list of integer',
        required: false,
        constraints: ['up to 3 items'],
        children: [],
      },
    ]);
  });

  it('says of a recursive and of a network reference that it is not followed', () => {
    const rows = schemaParameters({
      properties: {
        node: { $ref: '#/$defs/node' },
        remote: { $ref: 'https://evil.example/schema.json' },
        self: { $ref: '#' },
      },
      $defs: {
        node: {
          type: 'object',
          properties: { next: { $ref: '#/$defs/node' } },
        },
      },
    });
    expect(rows.map(row => row.type)).toEqual([
      'object',
      'not followed: https://evil.example/schema.json',
      'recursive: #',
    ]);
    expect(rows[0].children[0].type).toBe('recursive: #/$defs/node');
  });

  it.each([
    [null],
    ['x'],
    [[]],
    [{ properties: [] }],
    [{ properties: { a: true } }],
  ])('survives %p', schema => {
    expect(Array.isArray(schemaParameters(schema as never))).toBe(true);
  });

  it('is bounded', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [`p${i}`, { type: 'string' }]),
    );
    expect(schemaParameters({ properties })).toHaveLength(500);
  });
});
