/** A JSON Schema as somebody wrote it. */
export type WrittenSchema = Record<string, unknown>;

/** One place in a schema that a rule looks at. */
interface Place {
  /** JSON Pointer (RFC 6901). */
  path: string;
  schema: WrittenSchema;
  /** The name of the property that it is the value of. */
  property?: string;
}

interface Rule {
  rationale: string;
  /** What is wrong at a place, or nothing. */
  find(place: Place): string | undefined;
}

/** What one rule has to say about one place. */
export interface SchemaFinding {
  rule: string;
  path: string;
  message: string;
}

/** The rules, by id. */
export const rules: Readonly<Record<string, Rule>> = {
  'described-property': {
    rationale: 'Whoever fills a property in has nothing but its description.',
    find: ({ property, schema }) =>
      property !== undefined && typeof schema.description !== 'string'
        ? `the property ${property} has no description`
        : undefined,
  },
  'camel-case-property': {
    rationale: 'Names that follow one style are guessed right.',
    find: ({ property }) =>
      property !== undefined && !/^[a-z][A-Za-z0-9]*$/.test(property)
        ? `the property ${property} is not written in camelCase`
        : undefined,
  },
  'typed-array': {
    rationale: 'An array without items says nothing of what it holds.',
    find: ({ schema }) =>
      schema.type === 'array' && schema.items === undefined
        ? 'the array does not say what it holds'
        : undefined,
  },
  'known-required': {
    rationale: 'What is required has to be described somewhere.',
    find({ schema: { required, properties } }) {
      const known = Object.keys(isSchema(properties) ? properties : {});
      const unknown = (Array.isArray(required) ? required : []).filter(
        name => !known.includes(name),
      );
      return unknown.length > 0
        ? `${unknown.join(', ')}: required, and not among the properties`
        : undefined;
    },
  },
};

const MOST_PLACES = 10_000;

function isSchema(value: unknown): value is WrittenSchema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const step = (key: string) =>
  `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function* inner({ path, schema }: Place): Generator<Place> {
  const { properties, items } = schema;
  if (isSchema(properties)) {
    for (const [property, value] of Object.entries(properties)) {
      if (isSchema(value)) {
        const at = `${path}/properties${step(property)}`;
        yield { path: at, schema: value, property };
      }
    }
  }
  if (isSchema(items)) {
    yield { path: `${path}/items`, schema: items };
  }
}

/** Holds every rule against every place of a schema. */
export function checkSchema(schema: WrittenSchema): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const places: Place[] = [{ path: '', schema }];
  // By index, not by recursion: a schema may be nested as deeply as it likes.
  for (let i = 0; i < places.length && i < MOST_PLACES; i++) {
    const place = places[i];
    for (const [rule, { find }] of Object.entries(rules)) {
      const message = find(place);
      if (message !== undefined) {
        findings.push({ rule, path: place.path, message });
      }
    }
    for (const next of inner(place)) {
      places.push(next);
    }
  }
  return findings;
}
