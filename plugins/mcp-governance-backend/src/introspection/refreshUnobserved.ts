import {
  Transport,
  remoteHealth,
  serverHealth,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { toIso } from '../database/json';

/**
 * Writes how a server is that nobody talks to from here: it has no remotes, or
 * only such of which its owner uploads snapshots. Any other is left to the sweep.
 */
export async function refreshUnobserved(
  tx: Knex,
  serverId: number,
): Promise<void> {
  const remotes = await tx('remotes')
    .where({ server_id: serverId, is_active: true })
    .orderBy('position')
    .select<
      { type: Transport; url: string; uploaded_at: number | string | null }[]
    >(['type', 'url', 'uploaded_at']);
  if (remotes.some(({ type }) => type !== 'stdio')) {
    return;
  }
  const { health, reason } = serverHealth(
    remotes.map(({ type, url, uploaded_at: at }) => ({
      type,
      url,
      standing: remoteHealth(
        type,
        at === null
          ? { status: 'never' }
          : { status: 'uploaded', on: toIso(at).slice(0, 10) },
      ),
    })),
  );
  await tx('server_state')
    .where({ server_id: serverId })
    .update({ health, health_reason: reason ?? null });
}
