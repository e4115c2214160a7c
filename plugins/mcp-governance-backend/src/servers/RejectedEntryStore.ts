import { Knex } from 'knex';
import { z } from 'zod';
import { parseColumn, toNumber } from '../database/json';

/** An entry that the catalog refused. Times are milliseconds since 1970. */
export interface RejectedRecord {
  entityRef: string;
  location?: string;
  messages: string[];
  firstSeenAt: number;
  lastSeenAt: number;
}

interface Row {
  entity_ref: string;
  location: string | null;
  messages: string;
  first_seen_at: number | string;
  last_seen_at: number | string;
}

function toRejected(row: Row): RejectedRecord {
  return {
    entityRef: row.entity_ref,
    location: row.location ?? undefined,
    messages: parseColumn(
      z.array(z.string()),
      'rejected_entries.messages',
      row.messages,
    ),
    firstSeenAt: toNumber(row.first_seen_at),
    lastSeenAt: toNumber(row.last_seen_at),
  };
}

/** Entries that the catalog refused, until it takes them in or stops complaining. */
export class RejectedEntryStore {
  static create(knex: Knex): RejectedEntryStore {
    return new RejectedEntryStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async record(
    rejected: Pick<RejectedRecord, 'entityRef' | 'location' | 'messages'>,
    now: number,
  ): Promise<void> {
    const row = {
      entity_ref: rejected.entityRef,
      location: rejected.location ?? null,
      messages: JSON.stringify(rejected.messages),
      last_seen_at: now,
    };
    await this.knex('rejected_entries')
      .insert({ ...row, first_seen_at: now })
      .onConflict('entity_ref')
      .merge(row);
  }

  async find(entityRef: string): Promise<RejectedRecord | undefined> {
    const row = await this.knex<Row>('rejected_entries')
      .where({ entity_ref: entityRef })
      .first();
    return row && toRejected(row);
  }

  async all(): Promise<RejectedRecord[]> {
    const rows = await this.knex<Row>('rejected_entries').orderBy('entity_ref');
    return rows.map(toRejected);
  }

  async forget(entityRefs: readonly string[]): Promise<void> {
    for (let start = 0; start < entityRefs.length; start += 500) {
      await this.knex('rejected_entries')
        .whereIn('entity_ref', entityRefs.slice(start, start + 500))
        .delete();
    }
  }

  /** Drops those that the catalog has not complained about for a while. */
  async forgetBefore(time: number): Promise<void> {
    await this.knex('rejected_entries')
      .where('last_seen_at', '<', time)
      .delete();
  }
}
