import {
  Look,
  RemoteStanding,
  ServerDetail,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { remoteStandings } from '../introspection/remoteStandings';
import { findVisibleServer } from './findVisibleServer';
import { presentServer } from './presentServer';

/** Where looking at a server stands. */
export async function lookOf(
  { work, now }: Pick<Dependencies, 'work' | 'now'>,
  serverId: number,
): Promise<Look> {
  const state = await work.stateOf(serverId, now());
  const since =
    state.requestedAt === undefined ? {} : { since: toIso(state.requestedAt) };
  if (state.isRunning) {
    return { state: 'running', ...since };
  }
  if (state.requestedAt !== undefined) {
    return { state: 'queued', ...since };
  }
  return {
    state: 'idle',
    ...(state.dueAt !== undefined && { nextAt: toIso(state.dueAt) }),
  };
}

/** Everything about one server that its page shows at once. */
export async function getServer(
  needs: Dependencies,
  ref: string,
  credentials: CallerCredentials,
): Promise<ServerDetail> {
  const server = await findVisibleServer(needs, ref, credentials);
  const rejection = await needs.rejectedEntries.find(ref);
  const remotes: RemoteStanding[] = await remoteStandings(
    needs.arrivals,
    server,
  );
  return {
    ...presentServer(server, needs.now()),
    governance: server.entry.governance,
    remotes,
    missing: server.entry.missing,
    warnings: server.warnings,
    ...(rejection && {
      rejection: {
        messages: rejection.messages,
        lastSeenAt: toIso(rejection.lastSeenAt),
      },
    }),
    look: await lookOf(needs, server.id),
  };
}
