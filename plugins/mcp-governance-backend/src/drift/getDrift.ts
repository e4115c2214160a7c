import {
  Drift,
  correctedBlock,
  declaredDrift,
  locateEntry,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { findVisibleServer } from '../servers/findVisibleServer';
import { readEntrySource } from './readEntrySource';

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
  return {
    status,
    unknown:
      latest || !server.healthReason
        ? unknown
        : [`Nothing is known of the live server yet: ${server.healthReason}.`],
    observedAt:
      server.lastObservedAt === undefined
        ? undefined
        : toIso(server.lastObservedAt),
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
