import { NotFoundError } from '@backstage/errors';
import {
  changeLogText,
  diffSnapshots,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { findVisibleServer } from '../servers/findVisibleServer';
import { FullServer } from '../servers/ServerStore';

type Needs = Pick<
  Dependencies,
  'approvals' | 'arrivals' | 'servers' | 'snapshots' | 'visibility'
>;

/** The snapshots to compare where the caller names none: what was approved, else the first, and the latest. */
async function defaultsOf({ approvals, arrivals }: Needs, server: FullServer) {
  const { baseline, latest } = await approvals.read(server.id);
  return {
    from:
      baseline?.pair.snapshot ??
      (latest && (await arrivals.first(latest.remoteId))),
    to: latest?.pair.snapshot,
  };
}

/**
 * What changed in a server from one snapshot to another, as Markdown.
 *
 * @throws NotFoundError where the server never answered one of them, or nothing yet.
 */
export async function changelogText(
  needs: Needs,
  ref: string,
  query: { from?: string; to?: string },
  credentials: CallerCredentials,
): Promise<string> {
  const server = await findVisibleServer(needs, ref, credentials);
  const defaults = await defaultsOf(needs, server);
  const find = async (hash: string | undefined) => {
    if (hash === undefined) {
      throw new NotFoundError(
        `${server.title} was not observed yet, so nothing can have changed`,
      );
    }
    const snapshot = await needs.snapshots.ofServer(server.id, hash);
    if (!snapshot) {
      throw new NotFoundError(`${server.title} never answered ${hash}`);
    }
    const at = await needs.arrivals.lastArrival(server.id, hash);
    return { snapshot, day: toIso(at).slice(0, 10) };
  };
  const from = await find(query.from ?? defaults.from);
  const to = await find(query.to ?? defaults.to);
  const days = from.day === to.day ? to.day : `${from.day} to ${to.day}`;
  return changeLogText(
    `${server.title}, ${days}`,
    diffSnapshots(from.snapshot, to.snapshot),
  );
}
