import { readServerEntry } from 'backstage-plugin-mcp-governance-common';
import { ObservationStore } from 'backstage-plugin-mcp-governance-backend/src/introspection/ObservationStore';
import { Sweeper } from 'backstage-plugin-mcp-governance-backend/src/introspection/Sweeper';
import { WorkStore } from 'backstage-plugin-mcp-governance-backend/src/introspection/WorkStore';
import { ProjectionStore } from 'backstage-plugin-mcp-governance-backend/src/servers/ProjectionStore';
import {
  Credentials,
  EgressPolicy,
  GuardedHttp,
  defaultLimits,
} from 'backstage-plugin-mcp-governance-node';
import { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import { Fleet } from '../fleet/startFleet';

const logger = {
  debug() {},
  info() {},
  warn() {},
  error(message: string, meta?: unknown) {
    process.stderr.write(`${message} ${meta}\n`);
  },
  child: () => logger,
};

/** The plugin's own sweep over a fleet, guard, comparison and storing included. */
export class OurSweep {
  static async create(
    knex: Knex,
    fleet: Fleet,
    servers: number,
    concurrency: number,
  ): Promise<OurSweep> {
    const projection = ProjectionStore.create(knex);
    for (let n = 0; n < servers; n++) {
      const { entry } = readServerEntry({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'API',
        metadata: { name: `server-${n}` },
        spec: {
          type: 'mcp-server',
          lifecycle: 'production',
          owner: `group:default/team-${n % 50}`,
          remotes: [{ type: 'streamable-http', url: fleet.url(n) }],
          governance: { version: '1.0.0', domain: `domain-${n % 20}` },
        },
      });
      await projection.save(
        { entry, etag: '1', warnings: [] },
        undefined,
        Date.now(),
      );
    }
    const limits = defaultLimits;
    const http = GuardedHttp.create(
      EgressPolicy.fromRules([{ host: '127.0.0.1' }]),
      limits,
    );
    const sweeper = new Sweeper({
      work: WorkStore.create(knex),
      observations: ObservationStore.create(knex, {
        intervalMs: 3_600_000,
        maxBackoffMs: 3_600_000,
      }),
      logger,
      http,
      limits,
      credentials: Credentials.create([], http),
      concurrency,
      leaseMs: 120_000,
      eraExpiryMs: 86_400_000,
      pollMs: 50,
      now: Date.now,
    });
    return new OurSweep(knex, sweeper, http, servers);
  }

  private isStarted = false;

  private constructor(
    private readonly knex: Knex,
    private readonly sweeper: Sweeper,
    private readonly http: GuardedHttp,
    private readonly servers: number,
  ) {}

  /** One sweep of the whole fleet; answers its seconds. */
  async round(): Promise<number> {
    const before = await this.observations();
    await this.knex('server_state').update({ due_at: 0 });
    const started = performance.now();
    if (this.isStarted) {
      this.sweeper.poke();
    } else {
      this.isStarted = true;
      this.sweeper.start();
    }
    while ((await this.observations()) < before + this.servers) {
      await delay(5);
    }
    return (performance.now() - started) / 1000;
  }

  async stop(): Promise<void> {
    await this.sweeper.stop();
    await this.http.close();
  }

  private async observations(): Promise<number> {
    const [{ n }] = await this.knex('observations').count({ n: '*' });
    return Number(n);
  }
}
