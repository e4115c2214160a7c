import {
  SectionName,
  Snapshot,
  snapshotSchema,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { parseColumn } from '../database/json';
import { isPostgres } from '../database/openDatabase';
import type { FaceSnapshots } from '../servers/refreshStanding';

export type SectionSnapshots = Partial<Record<SectionName, number>>;

export const sectionSnapshotsSchema = z.partialRecord(
  z.enum(['tools', 'prompts', 'resources', 'resourceTemplates']),
  z.number(),
);

function parseSnapshot(text: string): Snapshot {
  return parseColumn(snapshotSchema, 'snapshots.content', text);
}

/** What servers answered; equal answers are one row. */
export class SnapshotStore {
  static create(knex: Knex): SnapshotStore {
    return new SnapshotStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Stores a snapshot unless an equal one is there, and answers its id. To be called
   * in the transaction that then points to it.
   */
  async save(snapshot: Snapshot, hash: string, now: number): Promise<number> {
    const { transport, era, protocolVersion, principal } = snapshot.takenWith;
    const key = {
      hash,
      transport,
      era,
      protocol_version: protocolVersion,
      principal,
    };
    for (;;) {
      await this.knex('snapshots')
        .insert({
          ...key,
          first_seen_at: now,
          server_info: JSON.stringify(snapshot.serverInfo),
          content: JSON.stringify(snapshot),
        })
        .onConflict(Object.keys(key))
        .ignore();
      const query = this.knex('snapshots').where(key);
      if (isPostgres(this.knex)) {
        // Nobody removes it before something points to it.
        query.forKeyShare();
      }
      const row = await query.first<{ id: number } | undefined>('id');
      if (row) {
        return row.id;
      }
      // It was removed in this very moment, as nothing pointed to it.
    }
  }

  async byId(id: number): Promise<Snapshot> {
    const row = await this.knex('snapshots')
      .where({ id })
      .first<{ content: string } | undefined>('content');
    if (!row) {
      throw new Error(`Snapshot ${id} is gone though something points to it`);
    }
    return parseSnapshot(row.content);
  }

  /** A snapshot by its hash, if one of this server's remotes ever answered it. */
  async ofServer(
    serverId: number,
    hash: string,
  ): Promise<Snapshot | undefined> {
    const row = await this.knex('snapshots')
      .join(
        'snapshot_arrivals',
        'snapshot_arrivals.snapshot_id',
        'snapshots.id',
      )
      .join('remotes', 'remotes.id', 'snapshot_arrivals.remote_id')
      .where({ 'remotes.server_id': serverId, 'snapshots.hash': hash })
      .orderBy('snapshot_arrivals.id', 'desc')
      .first<{ content: string } | undefined>('snapshots.content');
    return row && parseSnapshot(row.content);
  }

  /** The latest snapshot of a remote, and the latest in which its tools were listed. */
  async ofRemote(remoteId: number): Promise<FaceSnapshots> {
    const remote = await this.knex('remotes')
      .where({ id: remoteId })
      .first<{ snapshot_id: number | null; section_snapshots: string }>([
        'snapshot_id',
        'section_snapshots',
      ]);
    if (remote.snapshot_id === null) {
      return {};
    }
    const { tools } = parseColumn(
      sectionSnapshotsSchema,
      'remotes.section_snapshots',
      remote.section_snapshots,
    );
    const latest = await this.byId(remote.snapshot_id);
    const withTools =
      tools === remote.snapshot_id
        ? latest
        : tools !== undefined && (await this.byId(tools));
    return { latest, ...(withTools && { withTools }) };
  }
}
