import {
  ServerEntry,
  faceOf,
  isLookedAt,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { recordEntryChanges } from '../changes/recordChanges';
import { lockState } from '../introspection/lockState';
import { refreshUnobserved } from '../introspection/refreshUnobserved';
import { refreshStanding } from './refreshStanding';
import { saveRemotes } from './saveRemotes';
import { parseEntry } from './ServerStore';

/** What the projection read of one catalog entity. */
export interface ReadEntry {
  entry: ServerEntry;
  etag: string;
  warnings: string[];
  location?: string;
}

/** What is known of an entity from before. */
export interface KnownServer {
  id: number;
  etag?: string;
  isPresent: boolean;
}

const rolesOf = (entry: ServerEntry): [string, string | undefined][] => [
  ['owner', entry.owner],
  ...(['primary', 'secondary', 'platform', 'security'] as const).map(
    (role): [string, string | undefined] => [
      role,
      entry.governance.ownership?.[role],
    ],
  ),
];

/** Writes what the catalog says into the servers, one transaction for each. */
export class ProjectionStore {
  static create(knex: Knex): ProjectionStore {
    return new ProjectionStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async known(): Promise<Map<string, KnownServer>> {
    const rows = await this.knex('servers').select<
      { id: number; entity_ref: string; etag: string; is_present: boolean }[]
    >(['id', 'entity_ref', 'etag', 'is_present']);
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          id: row.id,
          etag: row.etag ?? undefined,
          isPresent: Boolean(row.is_present),
        },
      ]),
    );
  }

  /** Takes an entry in, with its revision, people, remotes and place on the work list. */
  async save(read: ReadEntry, known: KnownServer | undefined, now: number) {
    await this.knex.transaction(async tx => {
      if (known) {
        await lockState(tx, known.id);
      }
      const serverId = await this.saveServer(tx, read, known, now);
      await this.saveRevision(tx, serverId, read.entry, now);
      await this.savePeople(tx, serverId, read.entry);
      const hasNewRemote = await saveRemotes(tx, serverId, read.entry);
      await this.saveDue(tx, serverId, read.entry, hasNewRemote, now);
      await refreshStanding(tx, serverId);
    });
  }

  /** An entity that the catalog no longer holds: gone from lists and from the sweep, its records kept. */
  async markAbsent(serverId: number): Promise<void> {
    await this.knex.transaction(async tx => {
      await tx('servers')
        .where({ id: serverId })
        .update({ is_present: false, etag: null });
      await tx('server_state')
        .where({ server_id: serverId })
        .update({ due_at: null, requested_at: null });
    });
  }

  private async saveServer(
    tx: Knex,
    { entry, etag, warnings, location }: ReadEntry,
    known: KnownServer | undefined,
    now: number,
  ): Promise<number> {
    const { governance } = entry;
    const row = {
      entity_ref: entry.entityRef,
      namespace: entry.namespace,
      name: entry.name,
      is_present: true,
      etag,
      title: entry.title,
      sort_title: entry.title.toLowerCase(),
      owner: entry.owner ?? null,
      system: entry.system ?? null,
      domain: governance.domain ?? null,
      lifecycle: entry.lifecycle ?? null,
      status: governance.status ?? null,
      origin: governance.origin ?? null,
      transport: faceOf(entry)?.type ?? null,
      last_run: governance.audit?.lastRun ?? null,
      next_due: governance.audit?.nextDue ?? null,
      purpose: entry.purpose ?? null,
      location: location ?? null,
      warnings: JSON.stringify(warnings),
      entry: JSON.stringify(entry),
    };
    if (known) {
      await tx('servers').where({ id: known.id }).update(row);
      return known.id;
    }
    // Two replicas that start together may both find it new.
    await tx('servers')
      .insert({
        ...row,
        first_seen_at: now,
        drift_status: 'unknown',
        drift_count: 0,
        drift_kinds: '{}',
        search_text: '',
      })
      .onConflict('entity_ref')
      .ignore();
    const { id } = await tx('servers')
      .where({ entity_ref: entry.entityRef })
      .first<{ id: number }>('id');
    await tx('server_state')
      .insert({
        server_id: id,
        failures: 0,
        health: 'not-observed',
        health_reason: 'not looked at yet',
      })
      .onConflict('server_id')
      .ignore();
    return id;
  }

  private async saveRevision(
    tx: Knex,
    serverId: number,
    entry: ServerEntry,
    now: number,
  ): Promise<void> {
    const text = JSON.stringify(entry);
    const hash = createHash('sha256').update(text).digest('hex');
    const latest = await tx('entry_revisions')
      .where({ server_id: serverId })
      .orderBy('id', 'desc')
      .first<{ id: number; hash: string; entry: string } | undefined>([
        'id',
        'hash',
        'entry',
      ]);
    if (latest?.hash === hash) {
      return;
    }
    const [revision] = await tx('entry_revisions').insert(
      { server_id: serverId, hash, seen_at: now, entry: text },
      ['id'],
    );
    await tx('servers')
      .where({ id: serverId })
      .update({ revision_id: revision.id });
    if (latest) {
      await recordEntryChanges(tx, {
        serverId,
        at: now,
        before: { id: latest.id, entry: parseEntry(latest.entry) },
        after: { id: revision.id, entry },
      });
    }
  }

  private async savePeople(
    tx: Knex,
    serverId: number,
    entry: ServerEntry,
  ): Promise<void> {
    await tx('server_people').where({ server_id: serverId }).delete();
    const rows = rolesOf(entry).flatMap(([role, ref]) =>
      ref ? [{ server_id: serverId, role, ref: ref.toLowerCase() }] : [],
    );
    if (rows.length > 0) {
      await tx('server_people').insert(rows);
    }
  }

  private async saveDue(
    tx: Knex,
    serverId: number,
    entry: ServerEntry,
    hasNewRemote: boolean,
    now: number,
  ): Promise<void> {
    const state = tx('server_state').where({ server_id: serverId });
    if (isLookedAt(entry)) {
      await state
        .clone()
        .modify(query => {
          if (!hasNewRemote) {
            query.whereNull('due_at');
          }
        })
        .update({ due_at: now });
      return;
    }
    await state.update({ due_at: null, requested_at: null });
    await refreshUnobserved(tx, serverId);
  }
}
