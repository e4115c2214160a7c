import { Json, Snapshot } from 'backstage-plugin-mcp-governance-common';

const words = (count: number, seed: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ['list', 'of', 'records', 'that', 'match', 'a', 'filter', 'by', 'owner'][
        (index * 7 + seed) % 9
      ],
  ).join(' ');

/** About 2.4 KB of tool: nested objects, lists, unions and constants, as real servers have. */
function toolOf(index: number): Json {
  return {
    name: `service_${index}_operation`,
    title: `Operation ${index}`,
    description: `Returns the ${words(40, index)}.`,
    annotations: { readOnlyHint: index % 3 === 0, openWorldHint: false },
    inputSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        filter: {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 9 }, (_, field) => [
              `field_${field}`,
              {
                anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }],
                description: words(9, field),
              },
            ]),
          ),
          additionalProperties: false,
        },
        order: { type: 'string', enum: ['asc', 'desc'], default: 'asc' },
        limit: { type: 'integer', minimum: 1, maximum: 500 },
        tags: { type: 'array', items: { $ref: '#/$defs/tag' }, maxItems: 20 },
        body: { $ref: '#/$defs/block' },
      },
      required: ['filter'],
      additionalProperties: false,
      $defs: {
        tag: { type: 'string', pattern: '^[a-z]+$', description: words(12, 3) },
        block: {
          type: 'object',
          properties: {
            text: { type: 'string', description: words(14, 5) },
            children: { type: 'array', items: { $ref: '#/$defs/block' } },
          },
        },
      },
    },
  } as Json;
}

/** What a server of so many tools answers. */
export function largeServer(tools: number): Snapshot {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'anonymous',
    },
    serverInfo: { name: 'large', version: '1.0.0' },
    capabilities: { tools: {} },
    tools: {
      status: 'listed',
      items: Array.from({ length: tools }, (_, index) => toolOf(index)),
    },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'refused', httpStatus: 401 },
  };
}

/** The next version, in which every tool differs: another text, an argument more, a bound tightened. */
export function nextVersion(snapshot: Snapshot): Snapshot {
  const copy = JSON.parse(
    JSON.stringify(snapshot)
      .replace(/"maximum":500/g, '"maximum":400')
      .replace(/Returns the/g, 'Returns every one of the')
      .replace(/"order":/g, '"cursor":{"type":"string"},"order":'),
  );
  return copy;
}
