import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../Failure';
import { portalFolder, root } from '../paths';
import { buildApp } from './buildApp';
import { checkMachine } from './checkMachine';
import {
  FleetLayout,
  defaultPort,
  environmentName,
  layoutFor,
  sampleNames,
} from './fleetLayout';
import { Running, run } from './processes';
import { demoTokens } from './tokens';

const log = (line: string) => process.stderr.write(`${line}\n`);

/** Copies the demo organisation with the ports of this layout in place of the default ones. */
async function renderExamples(layout: FleetLayout): Promise<void> {
  if (layout.port === defaultPort) {
    return;
  }
  await rm(layout.examplesFolder, { recursive: true, force: true });
  await cp(path.join(root, 'examples'), layout.examplesFolder, {
    recursive: true,
  });
  const usual = layoutFor(defaultPort, layout.dataFolder).samplePorts;
  const files = await readdir(layout.examplesFolder, { recursive: true });
  for (const file of files.filter(name => name.endsWith('.yaml'))) {
    const target = path.join(layout.examplesFolder, file);
    let text = await readFile(target, 'utf8');
    for (const name of sampleNames) {
      for (const host of ['127.0.0.1', 'localhost']) {
        text = text.replaceAll(
          `${host}:${usual[name]}`,
          `${host}:${layout.samplePorts[name]}`,
        );
      }
    }
    await writeFile(target, text);
  }
}

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

/** Serves the portal and its sample servers until it is told to stop. */
export async function startPortal(options: {
  fresh: boolean;
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
    await rm(dataFolder, { recursive: true, force: true });
    await mkdir(dataFolder, { recursive: true });
    log('Starting over: what earlier runs stored is gone.');
  }
  await buildApp(log);
  await renderExamples(layout);

  const env = environmentOf(layout);
  const logFolder = path.join(dataFolder, 'logs');
  const running: Running[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= Promise.all(running.map(one => one.stop())).then(() => {});
    return stopping;
  };
  const interrupted = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        log('\nStopping …');
        resolve(stop());
      });
    }
  });

  try {
    log('Starting the sample MCP servers …');
    const samples = run({
      name: 'sample-servers',
      entry: 'packages/sample-servers/src/index.ts',
      cwd: root,
      env,
      logFolder,
    });
    running.push(samples);
    await Promise.race([
      interrupted,
      ...sampleNames.map(name =>
        waitUntil(
          samples,
          `http://127.0.0.1:${layout.samplePorts[name]}/health`,
          30_000,
        ),
      ),
    ]);

    log('Starting the portal …');
    const backend = run({
      name: 'backend',
      entry: 'packages/backend/src/index.ts',
      cwd: path.join(root, 'packages', 'backend'),
      env,
      logFolder,
    });
    running.push(backend);
    const origin = `http://localhost:${port}`;
    await Promise.race([
      interrupted,
      waitUntil(backend, `${origin}/.backstage/health/v1/readiness`, 120_000),
    ]);
    if (!stopping) {
      log(`
The portal is ready:  ${origin}

  1. Open it and enter as guest (you are Guest of the platform team).
  2. MCP shows the servers; the four samples turn healthy within a minute.
  3. Open "notes", tab Drift: what its entry and the live server disagree about.

Tokens of the sample servers: ${path.relative(
        root,
        path.join(dataFolder, 'tokens'),
      )}/   Logs: ${path.relative(root, logFolder)}/   Stop: Ctrl-C
`);
    }
    await Promise.race([interrupted, ...running.map(one => one.ended)]);
  } finally {
    await stop();
  }
}
