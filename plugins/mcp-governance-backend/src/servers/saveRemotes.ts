import {
  DeclaredRemote,
  ServerEntry,
  faceOf,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';

/** No name that resolves is longer. */
const MOST_HOST_CHARACTERS = 255;

/** Host and port that a remote is called at; `null` where there is none, as for stdio. */
function hostOf({ type, url }: DeclaredRemote): string | null {
  const host = type !== 'stdio' && URL.canParse(url) ? new URL(url).host : '';
  return host && host.length <= MOST_HOST_CHARACTERS ? host : null;
}

/**
 * Writes the remotes of an entry and which of them stands for the server; those of
 * earlier revisions stay with their records. Answers whether one was not there before.
 */
export async function saveRemotes(
  tx: Knex,
  serverId: number,
  entry: ServerEntry,
): Promise<boolean> {
  const existing = await tx('remotes')
    .where({ server_id: serverId })
    .select<{ id: number; type: string; url: string }[]>(['id', 'type', 'url']);
  await tx('remotes')
    .where({ server_id: serverId })
    .update({ is_active: false });
  const face = faceOf(entry);
  let faceId: number | null = null;
  const taken = new Set<number>();
  for (const remote of entry.remotes) {
    const match = existing.find(
      ({ id, type, url }) =>
        type === remote.type && url === remote.url && !taken.has(id),
    );
    const row = { position: remote.index, is_active: true };
    let id: number;
    if (match) {
      id = match.id;
      taken.add(id);
      await tx('remotes').where({ id }).update(row);
    } else {
      const [inserted] = await tx('remotes').insert(
        {
          ...row,
          server_id: serverId,
          type: remote.type,
          url: remote.url,
          host: hostOf(remote),
          section_snapshots: '{}',
        },
        ['id'],
      );
      id = inserted.id;
    }
    if (remote === face) {
      faceId = id;
    }
  }
  await tx('servers')
    .where({ id: serverId })
    .update({ face_remote_id: faceId });
  return taken.size < entry.remotes.length;
}
