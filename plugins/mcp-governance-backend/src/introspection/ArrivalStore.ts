import {
  Failure,
  Transport,
  failureSchema,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { parseColumn, toNumber } from '../database/json';
import { outcomeCodes, triggerCodes } from './ObservationStore';

/** One attempt to talk to a remote. Times are milliseconds since 1970. */
export interface ObservationRecord {
  observedAt: number;
  durationMs: number;
  remote: { type: Transport; url: string };
  outcome: keyof typeof outcomeCodes;
  trigger: keyof typeof triggerCodes;
  failure?: Failure;
  snapshot?: string;
}

/** A snapshot that a remote had not answered just before. */
export interface ArrivalRecord {
  hash: string;
  observedAt: number;
  remote: { type: Transport; url: string };
  era: 'modern' | 'legacy';
  protocolVersion: string;
  principal: string;
  serverInfo: unknown;
}

/** A remote of a server with its latest observation. */
export interface RemoteRecord {
  id: number;
  type: Transport;
  url: string;
  partialReason?: string;
  /** Of the attempts to talk to it; uploads are none. */
  latest?: { observedAt: number; failure?: Failure };
  /** When its owner uploaded a snapshot last. */
  uploadedAt?: number;
  era?: 'modern' | 'legacy';
  protocolVersion?: string;
  principal?: string;
}

interface Page {
  limit: number;
  offset: number;
}

function keyOf<T extends string>(codes: Record<T, number>, code: number): T {
  const found = (Object.keys(codes) as T[]).find(key => codes[key] === code);
  if (!found) {
    throw new Error(`The code ${code} means nothing`);
  }
  return found;
}

const parseFailure = (text: string | null): Failure | undefined =>
  text === null
    ? undefined
    : parseColumn(failureSchema, 'observations.failure', text);

/** What was observed over time, as it is shown. */
export class ArrivalStore {
  static create(knex: Knex): ArrivalStore {
    return new ArrivalStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Attempts to talk to a server's remotes, newest first. */
  async observations(
    serverId: number,
    { limit, offset }: Page,
  ): Promise<{ items: ObservationRecord[]; totalItems: number }> {
    const base = this.knex('observations')
      .join('remotes', 'remotes.id', 'observations.remote_id')
      .where('remotes.server_id', serverId);
    const rows = await base
      .clone()
      .leftJoin('snapshots', 'snapshots.id', 'observations.snapshot_id')
      .orderBy('observations.observed_at', 'desc')
      .limit(limit)
      .offset(offset)
      .select([
        'observations.observed_at',
        'observations.duration_ms',
        'observations.outcome',
        'observations.trigger',
        'observations.failure',
        'remotes.type',
        'remotes.url',
        'snapshots.hash',
      ]);
    const [{ n }] = await base.clone().count({ n: '*' });
    return {
      items: rows.map(row => ({
        observedAt: toNumber(row.observed_at),
        durationMs: row.duration_ms,
        remote: { type: row.type, url: row.url },
        outcome: keyOf(outcomeCodes, row.outcome),
        trigger: keyOf(triggerCodes, row.trigger),
        failure: parseFailure(row.failure),
        snapshot: row.hash ?? undefined,
      })),
      totalItems: Number(n),
    };
  }

  /** When a server's remotes began to answer otherwise, newest first. */
  async arrivals(
    serverId: number,
    { limit, offset }: Page,
  ): Promise<{ items: ArrivalRecord[]; totalItems: number }> {
    const base = this.knex('snapshot_arrivals')
      .join('remotes', 'remotes.id', 'snapshot_arrivals.remote_id')
      .where('remotes.server_id', serverId);
    const rows = await base
      .clone()
      .join('snapshots', 'snapshots.id', 'snapshot_arrivals.snapshot_id')
      .orderBy('snapshot_arrivals.id', 'desc')
      .limit(limit)
      .offset(offset)
      .select([
        'snapshot_arrivals.observed_at',
        'remotes.type',
        'remotes.url',
        'snapshots.hash',
        'snapshots.era',
        'snapshots.protocol_version',
        'snapshots.principal',
        'snapshots.server_info',
      ]);
    const [{ n }] = await base.clone().count({ n: '*' });
    return {
      items: rows.map(row => ({
        hash: row.hash,
        observedAt: toNumber(row.observed_at),
        remote: { type: row.type, url: row.url },
        era: row.era,
        protocolVersion: row.protocol_version,
        principal: row.principal,
        serverInfo: JSON.parse(row.server_info),
      })),
      totalItems: Number(n),
    };
  }

  /** Hash of the first snapshot of a remote. */
  async first(remoteId: number): Promise<string | undefined> {
    const row = await this.knex('snapshot_arrivals')
      .join('snapshots', 'snapshots.id', 'snapshot_arrivals.snapshot_id')
      .where({ 'snapshot_arrivals.remote_id': remoteId })
      .orderBy('snapshot_arrivals.id')
      .first<{ hash: string } | undefined>('snapshots.hash');
    return row?.hash;
  }

  /** When a server last began to answer a snapshot that it did answer. */
  async lastArrival(serverId: number, hash: string): Promise<number> {
    const row = await this.knex('snapshot_arrivals')
      .join('snapshots', 'snapshots.id', 'snapshot_arrivals.snapshot_id')
      .join('remotes', 'remotes.id', 'snapshot_arrivals.remote_id')
      .where({ 'remotes.server_id': serverId, 'snapshots.hash': hash })
      .orderBy('snapshot_arrivals.id', 'desc')
      .first<{ observed_at: number | string }>('snapshot_arrivals.observed_at');
    return toNumber(row.observed_at);
  }

  /** The remotes of a server's present entry, in their order. */
  async remotes(serverId: number): Promise<RemoteRecord[]> {
    const rows = await this.knex('remotes')
      .leftJoin('snapshots', 'snapshots.id', 'remotes.snapshot_id')
      .where({ 'remotes.server_id': serverId, 'remotes.is_active': true })
      .orderBy('remotes.position')
      .select([
        'remotes.id',
        'remotes.type',
        'remotes.url',
        'remotes.partial_reason',
        'remotes.uploaded_at',
        'snapshots.era',
        'snapshots.protocol_version',
        'snapshots.principal',
      ]);
    return Promise.all(
      rows.map(async (row): Promise<RemoteRecord> => {
        const latest = await this.knex('observations')
          .where({ remote_id: row.id })
          .whereNot({ trigger: triggerCodes.upload })
          .orderBy('observed_at', 'desc')
          .first<
            { observed_at: number | string; failure: string | null } | undefined
          >(['observed_at', 'failure']);
        return {
          id: row.id,
          type: row.type,
          url: row.url,
          partialReason: row.partial_reason ?? undefined,
          uploadedAt:
            row.uploaded_at === null ? undefined : toNumber(row.uploaded_at),
          era: row.era ?? undefined,
          protocolVersion: row.protocol_version ?? undefined,
          principal: row.principal ?? undefined,
          latest: latest && {
            observedAt: toNumber(latest.observed_at),
            failure: parseFailure(latest.failure),
          },
        };
      }),
    );
  }
}
