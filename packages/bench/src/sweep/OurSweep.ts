import { setTimeout as delay } from 'node:timers/promises';
import {
  createSweeper,
  saveEntities,
} from 'backstage-plugin-mcp-governance-backend/testUtils';
import { Knex } from 'knex';
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

const entityOf = (n: number, url: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: `server-${n}` },
  spec: {
    type: 'mcp-server',
    lifecycle: 'production',
    owner: `group:default/team-${n % 50}`,
    remotes: [{ type: 'streamable-http', url }],
    governance: { version: '1.0.0', domain: `domain-${n % 20}` },
  },
});

/** The plugin's own sweep over a fleet, guard, comparison and storing included. */
export class OurSweep {
  static async create(
    knex: Knex,
    fleet: Fleet,
    servers: number,
    concurrency: number,
  ): Promise<OurSweep> {
    await saveEntities(
      knex,
      Array.from({ length: servers }, (_, n) => entityOf(n, fleet.url(n))),
    );
    const sweeper = createSweeper(knex, logger, {
      totalTimeoutMs: 20_000,
      concurrency,
      leaseMs: 120_000,
      pollMs: 50,
    });
    return new OurSweep(knex, sweeper, servers);
  }

  private isStarted = false;

  private constructor(
    private readonly knex: Knex,
    private readonly sweeper: ReturnType<typeof createSweeper>,
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
  }

  private async observations(): Promise<number> {
    const [{ n }] = await this.knex('observations').count({ n: '*' });
    return Number(n);
  }
}
