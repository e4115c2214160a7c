import { parseEntityRef } from '@backstage/catalog-model';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { answering } from '../tools/answerCall';
import { CallLog } from '../tools/callLog';
import { ToolRefusal } from '../tools/ToolRefusal';
import { CatalogReader } from './CatalogReader';
import { askedEndpoint } from './endpoint';
import { dependentSchema, findDependents } from './findDependents';
import { matchEndpoint } from './matchEndpoint';
import { shapeEntity, shapedEntitySchema, shapedFields } from './shapeEntity';

const NAME = 'service-catalog';
const VERSION = '2.1.0';
const MOST_RESULTS = 10;

const reads = { readOnlyHint: true, openWorldHint: false };

const endpointOwnerSchema = shapedEntitySchema
  .omit({ description: true })
  .extend({ matched: z.string().describe('What of the API matched.') });

function checkedRef(ref: string): string {
  try {
    parseEntityRef(ref, { defaultNamespace: 'default' });
    return ref;
  } catch {
    throw new ToolRefusal(
      'Give an entity reference with its kind, such as component:default/checkout. find_entity finds it.',
    );
  }
}

/** The MCP server over the portal's catalog. */
export function createServiceCatalog(
  catalog: CatalogReader,
  log: CallLog,
): McpServer {
  const server = new McpServer(
    { name: NAME, title: 'Service catalog', version: VERSION },
    {
      instructions:
        'Answers from the portal’s catalog: services, APIs, systems, teams and people. Reads only.',
    },
  );
  const answer = answering(NAME, log);

  server.registerTool(
    'find_entity',
    {
      title: 'Find an entity',
      description:
        'Finds services, APIs, systems, resources, teams and people of the catalog by a part of their name, title or description. Gives at most ten; narrow by kind when there are more.',
      inputSchema: z.object({
        query: z.string().min(1).max(200).describe('Part of a name.'),
        kind: z
          .enum([
            'api',
            'component',
            'domain',
            'group',
            'resource',
            'system',
            'user',
          ])
          .optional(),
      }),
      outputSchema: z.object({
        total: z.number().int(),
        entities: z.array(shapedEntitySchema),
      }),
      annotations: reads,
    },
    answer('find_entity', async ({ query, kind }) => {
      const { items, totalItems } = await catalog.search({
        term: query,
        kind,
        fields: shapedFields,
        limit: MOST_RESULTS,
      });
      return { total: totalItems, entities: items.map(shapeEntity) };
    }),
  );

  server.registerTool(
    'who_owns_endpoint',
    {
      title: 'Find the owner of an endpoint',
      description:
        'Which API serves a URL or path, and which team owns it, by the servers and paths that APIs declare; the closest match first. An empty list means that nobody declares it.',
      inputSchema: z.object({
        endpoint: z
          .string()
          .min(1)
          .max(2000)
          .describe('A complete URL, or a path that begins with a slash.'),
      }),
      outputSchema: z.object({
        endpoint: z.string(),
        owners: z.array(endpointOwnerSchema),
      }),
      annotations: reads,
    },
    answer('who_owns_endpoint', async args => {
      const endpoint = askedEndpoint(args.endpoint);
      const apis = await catalog.list({ kind: 'api' }, [
        ...shapedFields,
        'spec.remotes',
        'spec.definition',
      ]);
      const owners = apis.flatMap(api => {
        const matched = matchEndpoint(api, endpoint);
        const { description: _, ...rest } = shapeEntity(api);
        return matched === undefined ? [] : [{ ...rest, matched }];
      });
      owners.sort((a, b) => b.matched.length - a.matched.length);
      return {
        endpoint: args.endpoint,
        owners: owners.slice(0, MOST_RESULTS),
      };
    }),
  );

  server.registerTool(
    'what_depends_on',
    {
      title: 'List what depends on an entity',
      description:
        'Which services, APIs and teams directly depend on an entity or consume it. Use it before changing or retiring something.',
      inputSchema: z.object({
        ref: z
          .string()
          .min(1)
          .max(300)
          .describe('Entity reference, e.g. component:default/checkout.'),
      }),
      outputSchema: z.object({
        ref: z.string(),
        dependents: z.array(dependentSchema),
      }),
      annotations: reads,
    },
    answer('what_depends_on', async args => {
      const entity = await catalog.byRef(checkedRef(args.ref));
      if (!entity) {
        throw new ToolRefusal(
          'The catalog has no such entity. find_entity finds it by a part of its name.',
        );
      }
      return {
        ref: shapeEntity(entity).ref,
        dependents: await findDependents(entity, catalog),
      };
    }),
  );

  return server;
}
