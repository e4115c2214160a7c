import { partialReason } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { toNumber } from '../database/json';
import { lockState } from '../introspection/lockState';
import { outcomeCodes, triggerCodes } from '../introspection/ObservationStore';
import { Arrival, recordArrival } from '../introspection/recordArrival';
import { refreshUnobserved } from '../introspection/refreshUnobserved';
import { refreshStanding } from '../servers/refreshStanding';

/** Records snapshots that were uploaded, among the observations of their remotes. */
export class UploadStore {
  static create(knex: Knex): UploadStore {
    return new UploadStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Stores an uploaded snapshot as an observation of its remote, later than every
   * one before. The health of a server is no better by it: nobody talked to it.
   */
  async save(
    serverId: number,
    upload: Omit<Arrival, 'fingerprint'>,
  ): Promise<{ observedAt: number; isOther: boolean }> {
    const { remoteId, snapshot } = upload;
    return this.knex.transaction(async tx => {
      await lockState(tx, serverId);
      const observedAt = Math.max(
        upload.observedAt,
        (await latestObservation(tx, remoteId)) + 1,
      );
      const arrival = { ...upload, observedAt };
      const { snapshotId, isOther } = await recordArrival(tx, arrival);
      await tx('observations').insert({
        remote_id: remoteId,
        observed_at: observedAt,
        duration_ms: 0,
        outcome: partialReason(snapshot)
          ? outcomeCodes['partly-observed']
          : outcomeCodes.observed,
        trigger: triggerCodes.upload,
        snapshot_id: snapshotId,
      });
      await tx('remotes')
        .where({ id: remoteId })
        .update({ uploaded_at: observedAt });
      await refreshStanding(tx, serverId);
      await refreshUnobserved(tx, serverId);
      return { observedAt, isOther };
    });
  }
}

async function latestObservation(tx: Knex, remoteId: number): Promise<number> {
  const row = await tx('observations')
    .where({ remote_id: remoteId })
    .orderBy('observed_at', 'desc')
    .first<{ observed_at: number | string } | undefined>('observed_at');
  return row ? toNumber(row.observed_at) : 0;
}
