import { NotFoundError } from '@backstage/errors';
import {
  ObservationPage,
  Snapshot,
  SnapshotPage,
  isJsonObject,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { findVisibleServer } from '../servers/findVisibleServer';

interface PageQuery {
  limit: number;
  offset?: number;
  cursor?: string;
}

/** Attempts to talk to a server, newest first. */
export async function listObservations(
  needs: Dependencies,
  ref: string,
  query: PageQuery,
  credentials: CallerCredentials,
): Promise<ObservationPage> {
  const server = await findVisibleServer(needs, ref, credentials);
  const offset = startOf(query);
  const { items, totalItems } = await needs.arrivals.observations(server.id, {
    limit: query.limit,
    offset,
  });
  return {
    items: items.map(record => ({
      ...record,
      observedAt: toIso(record.observedAt),
    })),
    totalItems,
    nextCursor: nextCursor(offset + items.length, totalItems),
  };
}

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** What a server answered over time, newest first. */
export async function listSnapshots(
  needs: Dependencies,
  ref: string,
  query: PageQuery,
  credentials: CallerCredentials,
): Promise<SnapshotPage> {
  const server = await findVisibleServer(needs, ref, credentials);
  const offset = startOf(query);
  const { items, totalItems } = await needs.arrivals.arrivals(server.id, {
    limit: query.limit,
    offset,
  });
  return {
    items: items.map(({ serverInfo, observedAt, ...record }) => {
      const info = isJsonObject(serverInfo) ? serverInfo : {};
      return {
        ...record,
        firstSeenAt: toIso(observedAt),
        serverName: text(info.name),
        serverVersion: text(info.version),
      };
    }),
    totalItems,
    nextCursor: nextCursor(offset + items.length, totalItems),
  };
}

/** @throws NotFoundError where this server never answered it. */
export async function getSnapshot(
  needs: Dependencies,
  ref: string,
  hash: string,
  credentials: CallerCredentials,
): Promise<Snapshot> {
  const server = await findVisibleServer(needs, ref, credentials);
  const snapshot = await needs.snapshots.ofServer(server.id, hash);
  if (!snapshot) {
    throw new NotFoundError(`${server.title} never answered ${hash}`);
  }
  return snapshot;
}
