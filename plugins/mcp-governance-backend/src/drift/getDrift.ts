import {
  Drift,
  Snapshot,
  correctedBlock,
  declaredDrift,
  isUploadedPrincipal,
  locateEntry,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { findVisibleServer } from '../servers/findVisibleServer';
import { FullServer } from '../servers/ServerStore';
import { readEntrySource } from './readEntrySource';

/** When the latest snapshot was seen, from here or by whoever uploaded it. */
async function seenAt(
  { arrivals }: Pick<Dependencies, 'arrivals'>,
  server: FullServer,
  latest: Snapshot | undefined,
): Promise<number | undefined> {
  if (!isUploadedPrincipal(latest?.takenWith.principal)) {
    return server.lastObservedAt;
  }
  const remotes = await arrivals.remotes(server.id);
  return remotes.find(({ id }) => id === server.faceRemoteId)?.uploadedAt;
}

/** Where a server's entry and its latest snapshot disagree, with the lines to change. */
export async function getDrift(
  needs: Dependencies,
  ref: string,
  credentials: CallerCredentials,
): Promise<Drift> {
  const server = await findVisibleServer(needs, ref, credentials);
  const { entry } = server;
  const { latest } = server.faceRemoteId
    ? await needs.snapshots.ofRemote(server.faceRemoteId)
    : { latest: undefined };
  const { status, unknown, disagreements } = declaredDrift(entry, latest);
  const source =
    disagreements.length > 0
      ? await readEntrySource(server.location, needs)
      : undefined;
  const site =
    source &&
    locateEntry(
      source.text,
      entry,
      disagreements.map(({ path }) => path),
    );
  const observedAt = await seenAt(needs, server, latest);
  return {
    status,
    unknown:
      latest || !server.healthReason
        ? unknown
        : [`Nothing is known of the live server yet: ${server.healthReason}.`],
    observedAt: observedAt === undefined ? undefined : toIso(observedAt),
    disagreements: disagreements.map(disagreement => {
      const position = site?.positions.get(disagreement.path);
      return source && position
        ? {
            ...disagreement,
            source: { file: source.file, url: source.url, ...position },
          }
        : disagreement;
    }),
    correctedBlock:
      disagreements.length > 0
        ? correctedBlock(entry, latest, site?.spelling)
        : undefined,
  };
}
