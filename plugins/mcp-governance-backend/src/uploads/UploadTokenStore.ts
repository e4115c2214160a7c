import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { toNumber } from '../database/json';

/** A token with which snapshots of one server may be uploaded. Times are milliseconds since 1970. */
export interface UploadTokenRecord {
  id: string;
  serverId: number;
  entityRef: string;
  name: string;
  createdAt: number;
  createdBy: string;
  expiresAt?: number;
  lastUsedAt?: number;
  revokedAt?: number;
  revokedBy?: string;
}

interface Row {
  id: string;
  server_id: number;
  entity_ref: string;
  name: string;
  created_at: number | string;
  created_by: string;
  expires_at: number | string | null;
  last_used_at: number | string | null;
  revoked_at: number | string | null;
  revoked_by: string | null;
}

const maybeTime = (value: number | string | null) =>
  value === null ? undefined : toNumber(value);

function toToken(row: Row): UploadTokenRecord {
  return {
    id: row.id,
    serverId: row.server_id,
    entityRef: row.entity_ref,
    name: row.name,
    createdAt: toNumber(row.created_at),
    createdBy: row.created_by,
    expiresAt: maybeTime(row.expires_at),
    lastUsedAt: maybeTime(row.last_used_at),
    revokedAt: maybeTime(row.revoked_at),
    revokedBy: row.revoked_by ?? undefined,
  };
}

/** Upload tokens; of their texts only hashes. */
export class UploadTokenStore {
  static create(knex: Knex): UploadTokenStore {
    return new UploadTokenStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Stores a token, and answers nothing where the server has one of that name that is not revoked. */
  async insert(token: {
    serverId: number;
    name: string;
    hash: string;
    createdAt: number;
    createdBy: string;
    expiresAt?: number;
  }): Promise<UploadTokenRecord | undefined> {
    const id = randomUUID();
    const inserted = await this.knex('upload_tokens')
      .insert(
        {
          id,
          server_id: token.serverId,
          name: token.name,
          hash: token.hash,
          created_at: token.createdAt,
          created_by: token.createdBy,
          expires_at: token.expiresAt ?? null,
        },
        ['id'],
      )
      .onConflict()
      .ignore();
    return inserted.length > 0 ? this.find(token.serverId, id) : undefined;
  }

  async find(
    serverId: number,
    id: string,
  ): Promise<UploadTokenRecord | undefined> {
    const row = await this.rows()
      .where({ 'upload_tokens.id': id, 'upload_tokens.server_id': serverId })
      .first<Row | undefined>();
    return row && toToken(row);
  }

  /** By the hash of its text, whether it can be used or not. */
  async findByHash(hash: string): Promise<UploadTokenRecord | undefined> {
    const row = await this.rows()
      .where({ 'upload_tokens.hash': hash })
      .first<Row | undefined>();
    return row && toToken(row);
  }

  /** Tokens of a server, revoked ones included, newest first. */
  async list(
    serverId: number,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ items: UploadTokenRecord[]; totalItems: number }> {
    const rows: Row[] = await this.rows()
      .where({ 'upload_tokens.server_id': serverId })
      .orderBy([
        { column: 'upload_tokens.created_at', order: 'desc' },
        { column: 'upload_tokens.id' },
      ])
      .limit(limit)
      .offset(offset);
    const [{ n }] = await this.knex('upload_tokens')
      .where({ server_id: serverId })
      .count({ n: '*' });
    return { items: rows.map(toToken), totalItems: Number(n) };
  }

  /** Revokes a token for good; one that was revoked before stays as it was. */
  async revoke(id: string, by: string, now: number): Promise<void> {
    await this.knex('upload_tokens')
      .where({ id })
      .whereNull('revoked_at')
      .update({ revoked_at: now, revoked_by: by });
  }

  async markUsed(id: string, now: number): Promise<void> {
    await this.knex('upload_tokens')
      .where({ id })
      .update({ last_used_at: now });
  }

  private rows() {
    return this.knex('upload_tokens')
      .join('servers', 'servers.id', 'upload_tokens.server_id')
      .select([
        'upload_tokens.id',
        'upload_tokens.server_id',
        'servers.entity_ref',
        'upload_tokens.name',
        'upload_tokens.created_at',
        'upload_tokens.created_by',
        'upload_tokens.expires_at',
        'upload_tokens.last_used_at',
        'upload_tokens.revoked_at',
        'upload_tokens.revoked_by',
      ]);
  }
}
