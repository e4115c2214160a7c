import fc from 'fast-check';
import { Json, Snapshot } from '../snapshot';
import { arbitrarySchema } from './arbitrarySchema';

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });

const without = (value: Record<string, unknown>): Json =>
  Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as Json;

const words = fc.constantFrom(
  'Reads a note.',
  'Writes a note. Always call `read_note` first.',
  'reads a note',
  'See https://example.com/notes.',
  'Reads\u200B\u200Ba note.',
);

const tool = fc
  .record({
    name: fc.constantFrom('read_note', 'write_note', 'drop', 'list'),
    title: maybe(fc.constantFrom('Read', 'Write')),
    description: maybe(words),
    inputSchema: arbitrarySchema,
    outputSchema: maybe(arbitrarySchema),
    annotations: maybe(
      fc
        .record({
          readOnlyHint: maybe(fc.boolean()),
          destructiveHint: maybe(fc.boolean()),
          idempotentHint: maybe(fc.boolean()),
          openWorldHint: maybe(fc.boolean()),
          title: maybe(fc.constantFrom('Read', 'Write')),
        })
        .map(without),
    ),
    execution: maybe(
      fc
        .record({
          taskSupport: maybe(
            fc.constantFrom('forbidden', 'optional', 'required'),
          ),
        })
        .map(without),
    ),
    _meta: maybe(fc.constantFrom({ a: 1 }, {})),
  })
  .map(without);

const prompt = fc
  .record({
    name: fc.constantFrom('explain', 'review'),
    description: maybe(words),
    arguments: maybe(
      fc.array(
        fc
          .record({
            name: fc.constantFrom('path', 'depth'),
            required: maybe(fc.boolean()),
            description: maybe(words),
          })
          .map(without),
        { maxLength: 2 },
      ),
    ),
  })
  .map(without);

const resource = fc
  .record({
    uri: fc.constantFrom('file:///a', 'file:///b'),
    name: fc.constantFrom('A', 'B'),
    mimeType: maybe(fc.constantFrom('text/plain', 'text/html')),
    description: maybe(words),
  })
  .map(without);

const section = (item: fc.Arbitrary<Json>): fc.Arbitrary<Snapshot['tools']> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .array(item, { maxLength: 4 })
        .map(items => ({ status: 'listed' as const, items })),
    },
    {
      weight: 1,
      arbitrary: fc.constant({ status: 'notAdvertised' as const }),
    },
    {
      weight: 1,
      arbitrary: fc.constant({
        status: 'failed' as const,
        error: { kind: 'timeout' as const, message: 'took too long' },
      }),
    },
  );

/** Snapshots of few names and texts, so that two of them meet. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc.record({
  format: fc.constant('mcp-governance/snapshot@1' as const),
  takenWith: fc.record({
    transport: fc.constant('streamable-http' as const),
    era: fc.constant('legacy' as const),
    protocolVersion: fc.constant('2025-11-25'),
    principal: fc.constantFrom('anonymous', 'bearer:notes'),
  }),
  serverInfo: fc.record({
    name: fc.constantFrom('notes', 'other'),
    version: fc.constantFrom('1.0.0', '2.0.0'),
  }),
  instructions: words,
  capabilities: fc.constantFrom<Json>(
    { tools: {} },
    { tools: { listChanged: true }, prompts: {} },
  ),
  tools: section(tool),
  prompts: section(prompt),
  resources: section(resource),
  resourceTemplates: fc.constant({ status: 'notAdvertised' as const }),
  auth: fc.oneof(
    fc.constantFrom<Snapshot['auth']>(
      { status: 'accepted', methods: ['initialize', 'tools/list'] },
      { status: 'accepted', methods: [] },
      { status: 'refused', httpStatus: 401 },
      { status: 'refused', httpStatus: 403, challenge: 'Bearer' },
      {
        status: 'refused',
        httpStatus: 401,
        protectedResource: {
          url: 'https://notes.example.com',
          authorizationServers: ['https://sso.example.com'],
        },
      },
      { status: 'failed', error: { kind: 'timeout', message: 'x' } },
    ),
  ),
});
