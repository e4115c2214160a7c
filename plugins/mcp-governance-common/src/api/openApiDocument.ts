import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { RouteContract, routes } from './contract';

const errorSchema = z
  .object({
    error: z.object({ name: z.string(), message: z.string() }),
    response: z.object({ statusCode: z.number().int() }),
  })
  .meta({ id: 'Error' });

const failure = (description: string) => ({
  description,
  content: { 'application/json': { schema: errorSchema } },
});

function operationOf(id: string, route: RouteContract) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
  const { status, contentType, schema } = route.response;
  return {
    operationId: id,
    summary: route.summary,
    requestParams: {
      ...(names.length > 0 && {
        path: z.object(
          Object.fromEntries(names.map(name => [name, z.string()])),
        ),
      }),
      ...(route.query && { query: route.query }),
    },
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: route.body } },
      },
    }),
    ...(route.credential === 'upload-token' && {
      security: [{ uploadToken: [] }],
    }),
    responses: {
      [String(status)]: {
        description: route.summary,
        content: { [contentType]: { schema } },
      },
      ...(route.query && { '400': failure('A parameter cannot be used') }),
      ...(route.body && { '400': failure('The body cannot be used') }),
      '401': failure('No valid token was sent'),
      '403': failure('The caller lacks the permission'),
      ...(names.length > 0 && {
        '404': failure('There is none, or the caller may not see it'),
      }),
      ...(route.body && {
        '409': failure('It cannot be done as things stand'),
        '413': failure('The body is too large'),
      }),
      ...(route.credential && { '429': failure('Too many requests') }),
    },
  };
}

/** OpenAPI 3.1 description of the HTTP API, made of the schemas that the API parses with. */
export function openApiDocument(
  version: string,
): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, route] of Object.entries(routes)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operationOf(id, route),
    };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'MCP governance',
      version,
      description:
        'What is known of the MCP servers of this organisation. Every answer follows the catalog permission of the caller.',
    },
    servers: [{ url: '/api/mcp-governance' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        uploadToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'An upload token of the very server, not of a person',
        },
      },
    },
    paths,
  });
}
