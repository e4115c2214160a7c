/** Tools of ordinary size: a sentence or two, a handful of arguments. */
export function toolsOf(server: string, count: number, version = 1) {
  return Array.from({ length: count }, (_, index) => ({
    name: `tool_${index}`,
    title: `Tool ${index} of ${server}`,
    description: `Does the work number ${index} of server ${server} in version ${version}. Use it when a question names that work; avoid it for bulk exports.`,
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['id', 'mode'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', minLength: 1, description: 'What to work on.' },
        mode: { type: 'string', enum: ['quick', 'thorough', 'dry-run'] },
        limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        tags: { type: 'array', items: { type: 'string' }, maxItems: 10 },
      },
    },
    outputSchema: {
      type: 'object',
      required: ['items'],
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'string' }, score: { type: 'number' } },
          },
        },
      },
    },
    annotations: { readOnlyHint: index % 5 !== 0, destructiveHint: false },
  }));
}
