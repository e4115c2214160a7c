import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answering } from '../tools/answerCall';
import { CallLog } from '../tools/callLog';
import { ToolRefusal } from '../tools/ToolRefusal';
import { ReleaseStore } from './ReleaseStore';
import {
  featureFlagSchema,
  releaseSchema,
  rollbackSchema,
} from './releaseRecords';

const NAME = 'releases';
const VERSION = '1.8.2';

const reads = { readOnlyHint: true, openWorldHint: false };

const service = z
  .string()
  .min(1)
  .max(100)
  .describe('Name of the service, e.g. checkout.');

/** The MCP server over the release store. */
export function createReleases(options: {
  store: ReleaseStore;
  /** Whether the write gate is open. */
  writes: boolean;
  log: CallLog;
}): McpServer {
  const { store, writes, log } = options;
  const server = new McpServer(
    { name: NAME, title: 'Releases', version: VERSION },
    {
      instructions:
        'What runs in production, since when, and behind which flags.',
    },
  );
  const answer = answering(NAME, log);

  server.registerTool(
    'current_deploy',
    {
      title: 'Show the current deploy',
      description:
        'Which version of a service runs in production, since when and released by whom.',
      inputSchema: { service },
      outputSchema: { service: z.string(), release: releaseSchema },
      annotations: reads,
    },
    answer('current_deploy', async args => {
      const releases = await store.releases(args.service);
      const release = releases.find(({ outcome }) => outcome === 'live');
      if (!release) {
        throw new ToolRefusal('No version of this service is live.');
      }
      return { service: args.service, release };
    }),
  );

  server.registerTool(
    'recent_releases',
    {
      title: 'List recent releases',
      description:
        'The latest releases of a service, newest first, with what they brought and what became of them. Use it to find what changed before an incident.',
      inputSchema: {
        service,
        limit: z.number().int().min(1).max(20).default(5),
      },
      outputSchema: { service: z.string(), releases: z.array(releaseSchema) },
      annotations: reads,
    },
    answer('recent_releases', async args => ({
      service: args.service,
      releases: (await store.releases(args.service)).slice(0, args.limit),
    })),
  );

  server.registerTool(
    'rollback_status',
    {
      title: 'Show the last rollback',
      description:
        'Whether a service is being rolled back, or how its last rollback ended. It starts none.',
      inputSchema: { service },
      outputSchema: {
        service: z.string(),
        rollback: rollbackSchema.nullable(),
      },
      annotations: reads,
    },
    answer('rollback_status', async args => ({
      service: args.service,
      rollback: (await store.lastRollback(args.service)) ?? null,
    })),
  );

  server.registerTool(
    'feature_flags_for',
    {
      title: 'List feature flags',
      description: 'The feature flags of a service, and which of them are on.',
      inputSchema: { service },
      outputSchema: { service: z.string(), flags: z.array(featureFlagSchema) },
      annotations: reads,
    },
    answer('feature_flags_for', async args => ({
      service: args.service,
      flags: await store.flags(args.service),
    })),
  );

  server.registerTool(
    'create_feature_flag',
    {
      title: 'Create a feature flag',
      description:
        'Adds a feature flag, switched off, to a service. Asking again for the same flag changes nothing. Works only while the write gate RELEASES_WRITES is open.',
      inputSchema: {
        service,
        name: z
          .string()
          .max(60)
          .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
          .describe('Lower-case words joined by dashes, e.g. late-pictures.'),
        description: z
          .string()
          .min(1)
          .max(200)
          .describe('What it switches, in one sentence.'),
      },
      outputSchema: {
        service: z.string(),
        created: z.boolean().describe('False when it existed already.'),
        flag: featureFlagSchema,
      },
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    answer('create_feature_flag', async ({ name, description, ...args }) => {
      if (!writes) {
        throw new ToolRefusal(
          'The write gate RELEASES_WRITES is closed, so nothing was created. Whoever runs this server opens it with RELEASES_WRITES=on.',
        );
      }
      return {
        service: args.service,
        ...(await store.createFlag(args.service, { name, description })),
      };
    }),
  );

  return server;
}
