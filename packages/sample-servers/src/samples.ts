import path from 'node:path';
import { z } from 'zod';
import { RunningServer } from './http/serveMcp';
import { startMonorepoNav } from './monorepoNav/startMonorepoNav';
import { startNotes } from './notes/startNotes';
import { startReleases } from './releases/startReleases';
import { startServiceCatalog } from './serviceCatalog/startServiceCatalog';
import { workspaceRoot } from './workspaceRoot';

/** One sample server: what it reads from the environment, and how it starts with that. */
export interface Sample {
  name: string;
  /** @throws z.ZodError */
  read(env: NodeJS.ProcessEnv): () => Promise<RunningServer>;
}

const port = (usual: number) =>
  z.coerce.number().int().min(1).max(65535).default(usual);
const token = z
  .string({ error: 'is not set' })
  .regex(/^\S+$/, 'is empty or contains blanks');
const folder = z
  .string()
  .min(1)
  .default(path.join(workspaceRoot, '.portal', 'main'));

function sample<Settings extends z.ZodObject>(
  name: string,
  settings: Settings,
  start: (settings: z.output<Settings>) => Promise<RunningServer>,
): Sample {
  return {
    name,
    read(env) {
      const read = settings.parse(env);
      return () => start(read);
    },
  };
}

/** The sample servers in the order of their ports. */
export const samples: readonly Sample[] = [
  sample(
    'monorepo-nav',
    z.object({ MONOREPO_NAV_PORT: port(7011), MONOREPO_NAV_TOKEN: token }),
    env =>
      startMonorepoNav({
        port: env.MONOREPO_NAV_PORT,
        token: env.MONOREPO_NAV_TOKEN,
      }),
  ),
  sample(
    'service-catalog',
    z.object({
      SERVICE_CATALOG_PORT: port(7012),
      SERVICE_CATALOG_TOKEN: token,
      PORTAL_PORT: port(7007),
      CATALOG_READER_TOKEN: token,
    }),
    env =>
      startServiceCatalog({
        port: env.SERVICE_CATALOG_PORT,
        token: env.SERVICE_CATALOG_TOKEN,
        portal: `http://127.0.0.1:${env.PORTAL_PORT}`,
        portalToken: env.CATALOG_READER_TOKEN,
      }),
  ),
  sample(
    'releases',
    z.object({
      RELEASES_PORT: port(7013),
      RELEASES_TOKEN: token,
      RELEASES_WRITES: z.enum(['on', 'off']).default('off'),
      PORTAL_DATA: folder,
    }),
    env =>
      startReleases({
        port: env.RELEASES_PORT,
        token: env.RELEASES_TOKEN,
        folder: env.PORTAL_DATA,
        writes: env.RELEASES_WRITES === 'on',
      }),
  ),
  sample(
    'notes',
    z.object({
      NOTES_PORT: port(7014),
      NOTES_TOKEN: token,
      PORTAL_DATA: folder,
    }),
    env =>
      startNotes({
        port: env.NOTES_PORT,
        token: env.NOTES_TOKEN,
        folder: env.PORTAL_DATA,
      }),
  ),
];
