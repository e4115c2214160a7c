import { ConflictError } from '@backstage/errors';
import {
  DecideBody,
  countVerdicts,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { announceDecision } from '../announcements/AnnouncementStore';
import { toNumber } from '../database/json';
import { lockedServer } from '../servers/lockedServer';
import { refreshStanding } from '../servers/refreshStanding';
import { authorsOf } from './authorsOf';
import { DecisionRecord, DecisionStore } from './DecisionStore';
import { ApprovalReading, LatestPair, readApproval } from './readApproval';

/** How servers stand at the change gate, and the decisions that are made there. */
export class ApprovalStore {
  static create(knex: Knex): ApprovalStore {
    return new ApprovalStore(knex, DecisionStore.create(knex));
  }

  private constructor(
    private readonly knex: Knex,
    private readonly decisions: DecisionStore,
  ) {}

  read(serverId: number): Promise<ApprovalReading> {
    return readApproval(this.knex, serverId);
  }

  /** Who is known to have brought about what a decision would be about. */
  authors(
    serverId: number,
    { latest, baseline }: ApprovalReading,
  ): Promise<string[]> {
    return latest
      ? authorsOf(this.knex, serverId, latest.remoteId, baseline?.at ?? 0)
      : Promise.resolve([]);
  }

  /** When the latest pair was seen last, in milliseconds since 1970. */
  async seenAt({ remoteId, snapshotId }: LatestPair): Promise<number> {
    const row = await this.knex('observations')
      .where({ remote_id: remoteId, snapshot_id: snapshotId })
      .orderBy('observed_at', 'desc')
      .first<{ observed_at: number | string }>('observed_at');
    return toNumber(row.observed_at);
  }

  list(
    serverId: number,
    page: { limit: number; offset: number },
  ): Promise<{ items: DecisionRecord[]; totalItems: number }> {
    return this.decisions.list(serverId, page);
  }

  /**
   * Records a decision about the latest pair of a server.
   *
   * @throws ConflictError where it is about another pair.
   */
  async decide(
    serverId: number,
    { decision, pair, reason }: DecideBody,
    by: string,
    now: number,
  ): Promise<DecisionRecord> {
    return this.knex.transaction(async tx => {
      await lockedServer(tx, serverId).select('id');
      const { latest, changes, material } = await readApproval(tx, serverId);
      if (
        !latest ||
        latest.pair.snapshot !== pair.snapshot ||
        latest.pair.entryRevision !== pair.entryRevision
      ) {
        throw new ConflictError(
          'pair: the server or its entry has changed since; look at the changes again, then decide',
        );
      }
      const { snapshotId, revisionId } = latest;
      const decisionId = await DecisionStore.create(tx).append(serverId, {
        decision,
        snapshotId,
        revisionId,
        by,
        at: now,
        reason,
        counts: countVerdicts(changes),
        material,
      });
      await announceDecision(tx, { decisionId, at: now });
      await refreshStanding(tx, serverId);
      return (await DecisionStore.create(tx).byNumber(decisionId)).decision;
    });
  }
}
