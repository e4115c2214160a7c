import {
  RemoteOutcome,
  RemoteStanding,
  remoteHealth,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { FullServer } from '../servers/ServerStore';
import { ArrivalStore, RemoteRecord } from './ArrivalStore';

function outcomeOf(remote: RemoteRecord): RemoteOutcome {
  const { latest, partialReason, uploadedAt } = remote;
  if (!latest) {
    return uploadedAt === undefined
      ? { status: 'never' }
      : { status: 'uploaded', on: toIso(uploadedAt).slice(0, 10) };
  }
  return latest.failure
    ? { status: 'failed', failure: latest.failure }
    : { status: 'observed', partialReason };
}

/** How each remote of a server is, by its latest observation. */
export async function remoteStandings(
  arrivals: ArrivalStore,
  server: Pick<FullServer, 'id' | 'faceRemoteId'>,
): Promise<RemoteStanding[]> {
  const remotes = await arrivals.remotes(server.id);
  return remotes.map(remote => {
    const { health, reason } = remoteHealth(remote.type, outcomeOf(remote));
    return {
      type: remote.type,
      url: remote.url,
      isFace: remote.id === server.faceRemoteId,
      health,
      healthReason: reason ?? null,
      lastObservedAt: remote.latest ? toIso(remote.latest.observedAt) : null,
      uploadedAt:
        remote.uploadedAt === undefined ? null : toIso(remote.uploadedAt),
      era: remote.era ?? null,
      protocolVersion: remote.protocolVersion ?? null,
      principal: remote.principal ?? null,
    };
  });
}
