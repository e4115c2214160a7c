import { z } from 'zod';
import { governanceSchema, transports } from './governance';
import { entryLimits } from './limits';

/**
 * JSON Schema (draft-07) of a `catalog-info.yaml` document, for editors. It
 * constrains the entries of MCP servers only, so that a file may hold other
 * kinds beside them.
 */
export function entityJsonSchema(): Record<string, unknown> {
  const { $schema, $ref, definitions } = z.toJSONSchema(governanceSchema, {
    io: 'input',
    target: 'draft-07',
  }) as Record<string, unknown>;
  return {
    $schema,
    title: 'Catalog entry of an MCP server',
    type: 'object',
    if: {
      required: ['kind', 'spec'],
      properties: {
        kind: { const: 'API' },
        spec: {
          type: 'object',
          required: ['type'],
          properties: { type: { const: 'mcp-server' } },
        },
      },
    },
    then: {
      required: ['apiVersion', 'metadata'],
      properties: {
        metadata: {
          type: 'object',
          required: ['name'],
          properties: {
            description: {
              type: 'string',
              description: 'The purpose of the server, in one sentence.',
            },
          },
        },
        spec: {
          type: 'object',
          properties: {
            lifecycle: {
              type: 'string',
              examples: ['experimental', 'production', 'deprecated'],
            },
            owner: {
              type: 'string',
              description: 'Entity reference of the owning team.',
            },
            system: { type: 'string' },
            remotes: {
              type: 'array',
              maxItems: entryLimits.remotes,
              description:
                'Transport endpoints. The first streamable one is the face of the server.',
              items: {
                type: 'object',
                required: ['type', 'url'],
                properties: {
                  type: { enum: transports },
                  url: { type: 'string' },
                },
              },
            },
            governance: { $ref },
          },
        },
      },
    },
    definitions,
  };
}
