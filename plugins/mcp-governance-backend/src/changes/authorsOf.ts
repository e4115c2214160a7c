import { uploadedPrincipal } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { toNumber } from '../database/json';

interface Upload {
  principal: string;
  at: number;
}

/** What a remote was seen to answer since a moment (milliseconds since 1970), and its latest snapshot in any case. */
async function arrivalsSince(
  knex: Knex,
  remoteId: number,
  since: number,
): Promise<Upload[]> {
  const latest = knex('snapshot_arrivals')
    .where({ remote_id: remoteId })
    .max('id');
  const rows = await knex('snapshot_arrivals')
    .join('snapshots', 'snapshots.id', 'snapshot_arrivals.snapshot_id')
    .where('snapshot_arrivals.remote_id', remoteId)
    .where(either =>
      either
        .where('snapshot_arrivals.observed_at', '>', since)
        .orWhere('snapshot_arrivals.id', latest),
    )
    .select<{ principal: string; observed_at: number | string }[]>([
      'snapshots.principal',
      'snapshot_arrivals.observed_at',
    ]);
  return rows.map(row => ({
    principal: row.principal,
    at: toNumber(row.observed_at),
  }));
}

/**
 * Who is known to have brought in what a server answers since a moment: those who
 * issued the tokens with which snapshots of it were uploaded. Of what the portal saw
 * itself, and of entries, nobody is known.
 */
export async function authorsOf(
  knex: Knex,
  serverId: number,
  remoteId: number,
  since: number,
): Promise<string[]> {
  const tokens = (
    await knex('upload_tokens')
      .where({ server_id: serverId })
      .orderBy('created_at', 'desc')
      .select<
        { name: string; created_by: string; created_at: number | string }[]
      >(['name', 'created_by', 'created_at'])
  ).map(row => ({
    principal: uploadedPrincipal(row.name),
    issuer: row.created_by,
    issuedAt: toNumber(row.created_at),
  }));
  if (tokens.length === 0) {
    return [];
  }
  const uploads = await arrivalsSince(knex, remoteId, since);
  const authors = uploads.flatMap(({ principal, at }) => {
    // A name is used again only after its token was revoked.
    const token = tokens.find(
      candidate =>
        candidate.principal === principal && candidate.issuedAt <= at,
    );
    return token ? [token.issuer] : [];
  });
  return [...new Set(authors)];
}
