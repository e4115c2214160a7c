import { randomUUID } from 'node:crypto';
import { Transport } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';
import { toNumber } from '../database/json';

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

/** The durable list of servers to look at, shared by every replica. */
export class WorkStore {
  static create(knex: Knex): WorkStore {
    return new WorkStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Claims servers that are due. On PostgreSQL no two replicas get the same one,
   * and none waits for another.
   */
  async claim(limit: number, now: number, leaseMs: number): Promise<Claim[]> {
    const { knex } = this;
    const token = randomUUID();
    const due = knex('server_state')
      .where('due_at', '<=', now)
      .where(free => free.whereNull('claim').orWhere('lease_until', '<', now))
      .orderBy('due_at')
      .limit(limit)
      .select('server_id');
    if (isPostgres(knex)) {
      due.forUpdate().skipLocked();
    }
    const rows = await knex<StateRow>('server_state')
      .whereIn('server_id', due)
      .update({ claim: token, lease_until: now + leaseMs } as object, [
        'server_id',
        'failures',
        'requested_at',
      ]);
    if (rows.length === 0) {
      return [];
    }
    const remotes = await this.remotesOf(rows.map(row => row.server_id));
    return rows.map(row => ({
      serverId: row.server_id,
      token,
      failures: row.failures,
      trigger: row.requested_at === null ? 'schedule' : 'person',
      remotes: remotes.get(row.server_id) ?? [],
    }));
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

  private async remotesOf(
    serverIds: readonly number[],
  ): Promise<Map<number, ClaimedRemote[]>> {
    const rows = await this.knex<RemoteRow>('remotes')
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
}
