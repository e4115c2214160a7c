import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../Failure';
import { portalFolder, root } from '../paths';
import { buildApp } from './buildApp';
import { checkMachine } from './checkMachine';
import { forgetEarlierRuns, renderExamples } from './dataFolder';
import {
  FleetLayout,
  defaultPort,
  environmentName,
  layoutFor,
  sampleNames,
} from './fleetLayout';
import { Running } from './processes';
import { StartProcess, supervise } from './supervise';
import { demoTokens } from './tokens';

const log = (line: string) => process.stderr.write(`${line}\n`);

function environmentOf(layout: FleetLayout): NodeJS.ProcessEnv {
  const tokens = demoTokens(layout);
  return {
    ...process.env,
    // Only then does Backstage let the guest in.
    NODE_ENV: 'development',
    PORTAL_PORT: String(layout.port),
    PORTAL_DATA: layout.dataFolder,
    PORTAL_EXAMPLES: layout.examplesFolder,
    CATALOG_READER_TOKEN: tokens.catalogReader,
    ...Object.fromEntries(
      sampleNames.flatMap(name => [
        [`${environmentName(name)}_TOKEN`, tokens.samples[name]],
        [`${environmentName(name)}_PORT`, String(layout.samplePorts[name])],
      ]),
    ),
  };
}

async function waitUntil(
  what: Running,
  url: string,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const answered = async () => {
    for (;;) {
      try {
        const response = await fetch(url);
        await response.arrayBuffer();
        if (response.ok) {
          return;
        }
      } catch {
        // Not listening yet.
      }
      if (Date.now() > deadline) {
        throw new Failure(
          `${what.name} did not become ready within ${
            timeoutMs / 1000
          } s; see ${path.relative(root, what.logFile)}.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };
  await Promise.race([answered(), what.ended]);
}

async function startSamples(
  start: StartProcess,
  layout: FleetLayout,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  log('Starting the sample MCP servers …');
  const samples = start({
    name: 'sample-servers',
    args: [path.join(root, 'packages/sample-servers/src/index.ts')],
    cwd: root,
    env,
    logFolder: path.join(layout.dataFolder, 'logs'),
  });
  await Promise.all(
    sampleNames.map(name =>
      waitUntil(
        samples,
        `http://127.0.0.1:${layout.samplePorts[name]}/health`,
        30_000,
      ),
    ),
  );
}

async function startBuilt(
  start: StartProcess,
  layout: FleetLayout,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  log('Starting the portal …');
  const { dataFolder } = layout;
  const logFolder = path.join(dataFolder, 'logs');
  const backend = start({
    name: 'backend',
    args: [path.join(root, 'packages/backend/src/index.ts')],
    cwd: path.join(root, 'packages', 'backend'),
    env,
    logFolder,
  });
  const origin = `http://localhost:${layout.port}`;
  await waitUntil(backend, `${origin}/.backstage/health/v1/readiness`, 120_000);
  const shown = (folder: string) => path.relative(root, folder);
  log(`
The portal is ready:  ${origin}

  1. Open it and enter as guest, who is in the platform team.
  2. MCP shows the servers; the four samples turn healthy within a minute.
  3. Open "Team notes", tab Drift: where its entry and the live server disagree.

Tokens of the sample servers: ${shown(path.join(dataFolder, 'tokens'))}/
Logs: ${shown(logFolder)}/
Stop: Ctrl-C
`);
}

/** Frontend and backend from source, each reloading when it changes. */
async function startHot(
  start: StartProcess,
  layout: FleetLayout,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const frontend = 'http://localhost:3000';
  start({
    name: 'dev',
    args: [
      require.resolve('@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      'app',
      'backend',
    ],
    cwd: root,
    env: {
      ...env,
      APP_CONFIG_app_baseUrl: JSON.stringify(frontend),
      APP_CONFIG_backend_cors_origin: JSON.stringify(frontend),
    },
    logFolder: path.join(layout.dataFolder, 'logs'),
    isShown: true,
  });
}

/** Serves the portal and its sample servers until it is told to stop. */
export async function startPortal(options: {
  fresh: boolean;
  dev: boolean;
  port: string;
  data?: string;
}): Promise<void> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 1024 || port > 65000) {
    throw new Failure(
      `--port must be a whole number from 1024 to 65000, not "${options.port}".`,
    );
  }
  const dataFolder = options.data
    ? path.resolve(options.data)
    : path.join(portalFolder, port === defaultPort ? 'main' : String(port));
  const layout = layoutFor(port, dataFolder);
  await mkdir(dataFolder, { recursive: true });
  await checkMachine(layout);
  if (options.fresh) {
    await forgetEarlierRuns(layout);
    log('Starting over: what earlier runs stored is gone.');
  }
  if (!options.dev) {
    await buildApp(log);
  }
  await renderExamples(layout);
  const env = environmentOf(layout);
  await supervise(async start => {
    await startSamples(start, layout, env);
    await (options.dev ? startHot : startBuilt)(start, layout, env);
  }, log);
}
