import {
  Approval,
  DecisionPage,
  changeApprovePermission,
} from 'backstage-plugin-mcp-governance-common';
import { toldOfDecisions } from '../announcements/notifications';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { findVisibleServer } from '../servers/findVisibleServer';
import { objectionTo } from './objectionTo';
import { presentDecision } from './present';

/** How a server stands at the change gate, and whether the caller may decide about it. */
export async function getApproval(
  needs: Dependencies,
  ref: string,
  credentials: CallerCredentials,
): Promise<Approval> {
  const { approvals, may } = needs;
  const server = await findVisibleServer(needs, ref, credentials);
  const reading = await approvals.read(server.id);
  const { status, baseline, lastDecision, latest, changes, material } = reading;
  const cannotDecide = (await may(credentials, changeApprovePermission))
    ? (await objectionTo(approvals, server.id, reading, credentials))?.message
    : `You need the permission ${changeApprovePermission.name}.`;
  return {
    status,
    baseline: baseline ? presentDecision(baseline) : null,
    lastDecision: lastDecision ? presentDecision(lastDecision) : null,
    latest: latest
      ? { ...latest.pair, observedAt: toIso(await approvals.seenAt(latest)) }
      : null,
    changes,
    material,
    cannotDecide: cannotDecide ?? null,
    informs: toldOfDecisions(server.entry),
  };
}

/** Decisions about a server, newest first. */
export async function listDecisions(
  needs: Dependencies,
  ref: string,
  query: { limit: number; offset?: number; cursor?: string },
  credentials: CallerCredentials,
): Promise<DecisionPage> {
  const server = await findVisibleServer(needs, ref, credentials);
  const offset = startOf(query);
  const { items, totalItems } = await needs.approvals.list(server.id, {
    limit: query.limit,
    offset,
  });
  return {
    items: items.map(presentDecision),
    totalItems,
    nextCursor: nextCursor(offset + items.length, totalItems),
  };
}
