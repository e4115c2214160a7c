import { ChildProcess, fork } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RunningPostgres, listen, startPostgres } from 'fixtures';
import { machine, percentile, print } from '../figures';
import { Fleet, startFleet } from '../fleet/startFleet';
import { Engine } from '../storage';

const TOOLS = 20;
const WARM_UP = 30;

interface RunningBackend {
  get(path: string): Promise<{ status: number; body: string }>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = await listen(() => {});
  await probe.close();
  return probe.port;
}

async function startBackend(
  servers: number,
  fleet: Fleet,
  postgres: RunningPostgres | undefined,
): Promise<RunningBackend> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-api-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const config = path.join(folder, 'app-config.json');
  await writeFile(
    config,
    JSON.stringify({
      app: { baseUrl: origin },
      backend: {
        baseUrl: origin,
        listen: { host: '127.0.0.1', port },
        database: postgres
          ? { client: 'pg', connection: postgres.connection }
          : {
              client: 'better-sqlite3',
              connection: { directory: path.join(folder, 'database') },
            },
      },
      auth: { providers: { guest: { userEntityRef: 'user:default/guest' } } },
      permission: { enabled: true },
      catalog: { processingInterval: { hours: 12 } },
      mcpGovernance: {
        introspection: {
          frequency: { hours: 12 },
          egress: { allow: [{ host: '127.0.0.1' }] },
        },
      },
    }),
  );
  const log = await open(path.join(folder, 'backend.log'), 'w');
  const child: ChildProcess = fork(
    require.resolve('./backendProcess'),
    ['--config', config],
    {
      execArgv: [
        '--no-node-snapshot',
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        BENCH_SERVERS: String(servers),
        BENCH_FLEET: fleet.url(0).replace('/s/0/mcp', ''),
      },
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
    },
  );
  let token = '';
  const get = async (route: string) => {
    const response = await fetch(`${origin}/api/mcp-governance${route}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: await response.text() };
  };
  for (;;) {
    try {
      const response = await fetch(`${origin}/api/auth/guest/refresh`, {
        method: 'POST',
      });
      if (response.ok) {
        token = (await response.json()).backstageIdentity.token;
        break;
      }
    } catch {
      // Not listening yet.
    }
    if (child.exitCode !== null) {
      throw new Error(`the backend ended; see ${folder}/backend.log`);
    }
    await delay(300);
  }
  return {
    get,
    async stop() {
      child.kill('SIGKILL');
      await log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Until every visible server was taken over, looked at, and stored with its tools. */
async function filled(backend: RunningBackend, visible: number) {
  for (;;) {
    const { status, body } = await backend.get(
      '/servers?health=healthy&limit=1',
    );
    // Until the plugin has started the backend answers 404, and 503 while others start.
    if (status === 200 && JSON.parse(body).totalItems >= visible) {
      return;
    }
    if (![200, 404, 503].includes(status)) {
      throw new Error(`the list answered ${status}: ${body.slice(0, 300)}`);
    }
    await delay(2_000);
  }
}

async function measure(
  backend: RunningBackend,
  route: string,
  requests: number,
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + requests; i++) {
    const started = performance.now();
    const { status, body } = await backend.get(route);
    const took = performance.now() - started;
    if (status !== 200) {
      throw new Error(`${route} answered ${status}: ${body.slice(0, 300)}`);
    }
    if (i >= WARM_UP) {
      times.push(took);
    }
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

const measured = {
  'first page': '/servers',
  'first page of a search': '/servers?q=area%2042',
  'sorted by health': '/servers?sort=health',
  facets: '/servers/facets',
};

/** `yarn bench api` */
export async function apiBench(options: {
  requests: string;
  engine?: Engine;
}): Promise<void> {
  print(machine());
  print(
    `a reader from whom a conditional policy hides half of the servers; ${TOOLS} tools each; one request after the other`,
  );
  for (const engine of ['sqlite', 'postgres'] as const) {
    if (options.engine && options.engine !== engine) {
      continue;
    }
    const small: Record<string, number> = {};
    for (const servers of [1_000, 10_000]) {
      const fleet = await startFleet({ era: 'modern', tools: TOOLS });
      const postgres =
        engine === 'postgres' ? await startPostgres() : undefined;
      const backend = await startBackend(servers, fleet, postgres);
      try {
        const started = performance.now();
        await filled(backend, servers / 2);
        print(
          `\n${engine}, ${servers} servers (filled in ${Math.round(
            (performance.now() - started) / 1000,
          )} s)`,
        );
        for (const [name, route] of Object.entries(measured)) {
          const { p50, p95 } = await measure(
            backend,
            route,
            Number(options.requests),
          );
          small[name] ??= p95;
          const ratio =
            servers === 1_000
              ? ''
              : `, ${(p95 / small[name]).toFixed(2)} times that at 1,000`;
          print(
            `  ${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(
              1,
            )} ms${ratio}`,
          );
        }
      } finally {
        await backend.stop();
        await postgres?.stop();
        fleet.stop();
      }
    }
  }
}
