import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answering } from '../tools/answerCall';
import { CallLog } from '../tools/callLog';
import { ToolRefusal } from '../tools/ToolRefusal';
import { dependenciesOf } from './dependenciesOf';
import { findOwner } from './findOwner';
import { listPackages } from './listPackages';
import { readCatalogFiles } from './readCatalogFiles';
import { resolveInside } from './resolveInside';
import { servicesUsing } from './servicesUsing';
import { whereIs } from './whereIs';

const NAME = 'monorepo-nav';
const VERSION = '1.3.0';

const reads = { readOnlyHint: true, openWorldHint: false };

/** The MCP server over the workspace at `root`. */
export function createMonorepoNav(root: string, log: CallLog): McpServer {
  const server = new McpServer(
    { name: NAME, title: 'Monorepo navigation', version: VERSION },
    {
      instructions:
        'Answers from the files of the workspace as they are now. Paths are relative to its root.',
    },
  );
  const answer = answering(NAME, log);

  server.registerTool(
    'find_owner',
    {
      title: 'Find the owner of a path',
      description:
        'Which team owns a file or folder of the workspace, by the closest declaration at or above it. Use it before changing code that is not yours.',
      inputSchema: {
        path: z
          .string()
          .min(1)
          .max(500)
          .describe('File or folder below the root, e.g. packages/app/src.'),
      },
      outputSchema: {
        path: z.string(),
        owner: z.string().describe('Entity reference of the team.'),
        entity: z.string().describe('Entity reference of what it owns there.'),
        declaredIn: z.string(),
        covers: z.string().describe('The folder that the declaration covers.'),
      },
      annotations: reads,
    },
    answer('find_owner', async ({ path }) => {
      const target = await resolveInside(root, path);
      const ownership = findOwner(await readCatalogFiles(root), target);
      if (!ownership) {
        throw new ToolRefusal(
          `Nobody declares to own this path: no catalog-info.yaml at or above it names an owner.`,
        );
      }
      return { path: target, ...ownership };
    }),
  );

  server.registerTool(
    'services_using',
    {
      title: 'List the users of an API',
      description:
        'Which components consume an API of the catalog, and which packages depend on a package of the workspace. Use it to see who is affected before an interface changes.',
      inputSchema: {
        api: z
          .string()
          .min(1)
          .max(200)
          .describe('Name or reference of an API, or name of a package.'),
      },
      outputSchema: {
        api: z.string(),
        users: z.array(
          z.object({
            kind: z.enum(['component', 'package']),
            name: z.string(),
            owner: z.string().optional(),
            declaredIn: z.string(),
          }),
        ),
      },
      annotations: reads,
    },
    answer('services_using', async ({ api }) => {
      const users = servicesUsing(
        api,
        await readCatalogFiles(root),
        await listPackages(root),
      );
      if (!users) {
        throw new ToolRefusal(
          'No API of the catalog and no package of the workspace has this name.',
        );
      }
      return { api, users };
    }),
  );

  server.registerTool(
    'dependencies_of',
    {
      title: 'List the dependencies of a package',
      description:
        'What a package of the workspace depends on, with version ranges; packages of the workspace itself come first.',
      inputSchema: {
        package: z
          .string()
          .min(1)
          .max(214)
          .describe('Name as in its package.json, e.g. backend.'),
      },
      outputSchema: {
        package: z.string(),
        folder: z.string(),
        dependencies: z.array(
          z.object({
            name: z.string(),
            range: z.string(),
            kind: z.enum(['runtime', 'dev', 'peer']),
            inWorkspace: z.boolean(),
          }),
        ),
      },
      annotations: reads,
    },
    answer('dependencies_of', async args => {
      const packages = await listPackages(root);
      const found = dependenciesOf(args.package, packages);
      if (!found) {
        throw new ToolRefusal(
          `The workspace has no such package. It has ${packages
            .map(({ name }) => name)
            .join(', ')}.`,
        );
      }
      return { package: args.package, ...found };
    }),
  );

  server.registerTool(
    'where_is',
    {
      title: 'Find a symbol',
      description:
        'In which file and line the workspace declares and exports a function, class, constant or type. Finds whole names only; use a text search for anything else.',
      inputSchema: {
        symbol: z
          .string()
          .regex(/^[\w$]{1,200}$/)
          .describe('The exported name, e.g. createBackend.'),
      },
      outputSchema: {
        symbol: z.string(),
        declarations: z.array(
          z.object({
            symbol: z.string(),
            kind: z.string(),
            file: z.string(),
            line: z.number().int(),
            package: z.string(),
          }),
        ),
      },
      annotations: reads,
    },
    answer('where_is', async ({ symbol }) => ({
      symbol,
      declarations: await whereIs(root, symbol, await listPackages(root)),
    })),
  );

  return server;
}
