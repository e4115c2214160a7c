import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';
import { refreshStanding } from '../servers/refreshStanding';
import { ObservedRemote, ObservedServer } from './observeServer';
import { recordArrival } from './recordArrival';
import { nextDue, Schedule } from './schedule';
import { Claim } from './WorkStore';

/** How the column `outcome` is written. */
export const outcomeCodes = {
  observed: 0,
  'partly-observed': 1,
  failed: 2,
} as const;
export const triggerCodes = { schedule: 0, person: 1, upload: 2 } as const;

/** Records what observations came to, each of them once. */
export class ObservationStore {
  static create(knex: Knex, schedule: Schedule): ObservationStore {
    return new ObservationStore(knex, schedule);
  }

  private constructor(
    private readonly knex: Knex,
    private readonly schedule: Schedule,
  ) {}

  /**
   * Stores a batch in one transaction. Of a server whose claim was lost meanwhile
   * nothing is stored: whoever holds it now records it.
   */
  async save(batch: readonly ObservedServer[], now: number): Promise<void> {
    await this.knex.transaction(async tx => {
      const held = await this.lockHeld(tx, batch);
      const kept = batch.filter(({ claim }) => held.has(claim.serverId));
      if (kept.length === 0) {
        return;
      }
      const snapshotIds = new Map<ObservedRemote, number | null>();
      for (const server of kept) {
        await this.saveSnapshots(tx, server, snapshotIds);
      }
      await this.insertObservations(tx, kept, snapshotIds);
      await this.completeClaims(tx, kept, now);
    });
  }

  /** Gives a claim back after a fault of ours: the server is due again as if it had failed. */
  async postpone(claim: Claim, now: number): Promise<void> {
    const failures = claim.failures + 1;
    await this.knex('server_state')
      .where({ server_id: claim.serverId, claim: claim.token })
      .update({
        due_at: nextDue(now, failures, this.schedule),
        claim: null,
        lease_until: null,
        requested_at: null,
        failures,
      });
  }

  private async lockHeld(
    tx: Knex,
    batch: readonly ObservedServer[],
  ): Promise<Set<number>> {
    const query = tx('server_state')
      .whereIn(
        'server_id',
        batch.map(({ claim }) => claim.serverId),
      )
      .whereIn('claim', [...new Set(batch.map(({ claim }) => claim.token))])
      .select<{ server_id: number }[]>('server_id')
      // In one order, so that two replicas cannot wait for each other.
      .orderBy('server_id');
    if (isPostgres(tx)) {
      query.forUpdate();
    }
    return new Set((await query).map(row => row.server_id));
  }

  private async saveSnapshots(
    tx: Knex,
    { claim, remotes }: ObservedServer,
    snapshotIds: Map<ObservedRemote, number | null>,
  ): Promise<void> {
    let hasNew = false;
    for (const observed of remotes) {
      const { remote, result, wasEraAsked, observedAt } = observed;
      if (result.status === 'observed') {
        snapshotIds.set(observed, await this.saveArrival(tx, observed));
        hasNew = true;
      } else if (result.status === 'unchanged' && wasEraAsked) {
        await tx('remotes')
          .where({ id: remote.id })
          .update({ era_since: observedAt });
      }
    }
    if (hasNew) {
      await refreshStanding(tx, claim.serverId);
    }
  }

  private async saveArrival(
    tx: Knex,
    { remote, result, hashes, observedAt }: ObservedRemote,
  ): Promise<number> {
    if (result.status !== 'observed' || hashes === undefined) {
      throw new TypeError('only what was observed anew arrives');
    }
    const { snapshot, fingerprint } = result;
    const { snapshotId } = await recordArrival(tx, {
      remoteId: remote.id,
      snapshot,
      hashes,
      observedAt,
      fingerprint,
    });
    return snapshotId;
  }

  private async insertObservations(
    tx: Knex,
    kept: readonly ObservedServer[],
    snapshotIds: ReadonlyMap<ObservedRemote, number | null>,
  ): Promise<void> {
    const unchanged = kept.flatMap(({ remotes }) =>
      remotes
        .filter(({ result }) => result.status === 'unchanged')
        .map(({ remote }) => remote.id),
    );
    const current = new Map(
      (
        await tx('remotes')
          .whereIn('id', unchanged)
          .select<{ id: number; snapshot_id: number }[]>(['id', 'snapshot_id'])
      ).map(row => [row.id, row.snapshot_id]),
    );
    const rows = kept.flatMap(({ claim, remotes }) =>
      remotes.map(observed => {
        const { remote, observedAt, durationMs, result, outcome } = observed;
        const isPartial =
          outcome.status === 'observed' && outcome.partialReason !== undefined;
        const observedCode = isPartial
          ? outcomeCodes['partly-observed']
          : outcomeCodes.observed;
        return {
          remote_id: remote.id,
          observed_at: observedAt,
          duration_ms: durationMs,
          outcome:
            result.status === 'failed' ? outcomeCodes.failed : observedCode,
          trigger: triggerCodes[claim.trigger],
          snapshot_id:
            result.status === 'unchanged'
              ? current.get(remote.id) ?? null
              : snapshotIds.get(observed) ?? null,
          failure:
            result.status === 'failed' ? JSON.stringify(result.failure) : null,
        };
      }),
    );
    if (rows.length > 0) {
      await tx.batchInsert('observations', rows, 100);
    }
  }

  private async completeClaims(
    tx: Knex,
    kept: readonly ObservedServer[],
    now: number,
  ): Promise<void> {
    const rows = kept.map(({ claim, remotes, standing }) => {
      const hasFailed = remotes.every(
        ({ result }) => result.status === 'failed',
      );
      const failures = hasFailed ? claim.failures + 1 : 0;
      return {
        server_id: claim.serverId,
        due_at: nextDue(now, failures, this.schedule),
        claim: null,
        lease_until: null,
        requested_at: null,
        failures,
        last_observed_at: remotes[remotes.length - 1]?.observedAt ?? now,
        health: standing.health,
        health_reason: standing.reason ?? null,
      };
    });
    for (let start = 0; start < rows.length; start += 100) {
      await tx('server_state')
        .insert(rows.slice(start, start + 100))
        .onConflict('server_id')
        .merge();
    }
    // An entity that vanished while it was looked at is not put back on the list.
    await tx('server_state')
      .whereIn(
        'server_id',
        tx('servers')
          .where({ is_present: false })
          .whereIn(
            'id',
            kept.map(({ claim }) => claim.serverId),
          )
          .select('id'),
      )
      .update({ due_at: null });
  }
}
