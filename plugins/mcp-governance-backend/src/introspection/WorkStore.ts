import { randomUUID } from 'node:crypto';
import { Transport } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { toNumber } from '../database/json';
import { pickDue } from './pickDue';

/** A remote as the sweep needs it. */
export interface ClaimedRemote {
  id: number;
  type: Transport;
  url: string;
  fingerprint?: string;
  era?: 'modern' | 'legacy';
  eraSince?: number;
  partialReason?: string;
}

/** A server that this process alone looks at until the lease ends. */
export interface Claim {
  serverId: number;
  token: string;
  failures: number;
  trigger: 'schedule' | 'person';
  remotes: ClaimedRemote[];
}

interface StateRow {
  server_id: number;
  failures: number;
  requested_at: number | string | null;
}

interface RemoteRow {
  id: number;
  server_id: number;
  type: Transport;
  url: string;
  fingerprint: string | null;
  era: 'modern' | 'legacy' | null;
  era_since: number | string | null;
  partial_reason: string | null;
}

async function remotesOf(
  tx: Knex,
  serverIds: readonly number[],
): Promise<Map<number, ClaimedRemote[]>> {
  const rows = await tx<RemoteRow>('remotes')
    .whereIn('server_id', serverIds)
    .where('is_active', true as never)
    .orderBy('position')
    .select([
      'id',
      'server_id',
      'type',
      'url',
      'fingerprint',
      'era',
      'era_since',
      'partial_reason',
    ]);
  const byServer = new Map<number, ClaimedRemote[]>();
  for (const row of rows) {
    const list = byServer.get(row.server_id) ?? [];
    list.push({
      id: row.id,
      type: row.type,
      url: row.url,
      fingerprint: row.fingerprint ?? undefined,
      era: row.era ?? undefined,
      eraSince: row.era_since === null ? undefined : toNumber(row.era_since),
      partialReason: row.partial_reason ?? undefined,
    });
    byServer.set(row.server_id, list);
  }
  return byServer;
}

/** The durable list of servers to look at, shared by every replica. */
export class WorkStore {
  /** `hostConcurrency`: how many servers of one host are looked at at a time, by all replicas together. */
  static create(
    knex: Knex,
    options: { hostConcurrency?: number } = {},
  ): WorkStore {
    return new WorkStore(knex, options.hostConcurrency ?? Infinity);
  }

  private constructor(
    private readonly knex: Knex,
    private readonly hostConcurrency: number,
  ) {}

  /**
   * Claims servers that are due, the longest due first. On PostgreSQL no two
   * replicas get the same one, and none waits for another.
   */
  async claim(limit: number, now: number, leaseMs: number): Promise<Claim[]> {
    const token = randomUUID();
    return this.knex.transaction(async tx => {
      const { hostConcurrency } = this;
      const ids = await pickDue(tx, { limit, hostConcurrency, now });
      if (ids.length === 0) {
        return [];
      }
      const rows = await tx<StateRow>('server_state')
        .whereIn('server_id', ids)
        .update({ claim: token, lease_until: now + leaseMs } as object, [
          'server_id',
          'failures',
          'requested_at',
        ]);
      const remotes = await remotesOf(tx, ids);
      const claims = rows.map(
        (row): Claim => ({
          serverId: row.server_id,
          token,
          failures: row.failures,
          trigger: row.requested_at === null ? 'schedule' : 'person',
          remotes: remotes.get(row.server_id) ?? [],
        }),
      );
      return claims.sort(
        (a, b) => ids.indexOf(a.serverId) - ids.indexOf(b.serverId),
      );
    });
  }

  /** Has claims end later, and answers those that are still held. */
  async renew(
    claims: readonly Claim[],
    now: number,
    leaseMs: number,
  ): Promise<Claim[]> {
    const rows = await this.knex('server_state')
      .whereIn(
        'server_id',
        claims.map(claim => claim.serverId),
      )
      .whereIn('claim', [...new Set(claims.map(claim => claim.token))])
      .update({ lease_until: now + leaseMs }, ['server_id', 'claim']);
    const held = new Set(rows.map(row => `${row.server_id} ${row.claim}`));
    return claims.filter(({ serverId, token }) =>
      held.has(`${serverId} ${token}`),
    );
  }

  /** Gives back what an earlier start left claimed. Only where this is the one process on the database. */
  async releaseAll(): Promise<void> {
    await this.knex('server_state')
      .whereNotNull('claim')
      .update({ claim: null, lease_until: null });
  }

  /** Gives back claims that will not be worked on. */
  async release(claims: readonly Claim[]): Promise<void> {
    for (const { serverId, token } of claims) {
      await this.knex('server_state')
        .where({ server_id: serverId, claim: token })
        .update({ claim: null, lease_until: null });
    }
  }

  /** Puts a server at the head of the list, unless it is being looked at already. */
  async request(serverId: number, now: number): Promise<void> {
    await this.knex('server_state')
      .where({ server_id: serverId })
      .whereNotNull('due_at')
      .whereNull('requested_at')
      .where(free => free.whereNull('claim').orWhere('lease_until', '<', now))
      // Before everything that is merely due.
      .update({ due_at: 0, requested_at: now });
  }

  async stateOf(serverId: number, now: number) {
    const row = await this.knex('server_state')
      .where({ server_id: serverId })
      .first<{
        claim: string | null;
        lease_until: number | string | null;
        requested_at: number | string | null;
        due_at: number | string | null;
      }>(['claim', 'lease_until', 'requested_at', 'due_at']);
    const isRunning =
      row.claim !== null &&
      row.lease_until !== null &&
      toNumber(row.lease_until) >= now;
    return {
      isRunning,
      requestedAt:
        row.requested_at === null ? undefined : toNumber(row.requested_at),
      dueAt: row.due_at === null ? undefined : toNumber(row.due_at),
    };
  }
}
