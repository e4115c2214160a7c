import {
  ServerSummary,
  auditStanding,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { ServerRecord } from './ServerStore';

/** A server as a list shows it on the day that `now` (milliseconds since 1970) falls on, in UTC. */
export function presentServer(
  record: ServerRecord,
  now: number,
): ServerSummary {
  return {
    entityRef: record.entityRef,
    namespace: record.namespace,
    name: record.name,
    title: record.title,
    purpose: record.purpose,
    owner: record.owner,
    system: record.system,
    domain: record.domain,
    status: record.status,
    lifecycle: record.lifecycle,
    origin: record.origin,
    transport: record.transport,
    health: record.health,
    healthReason: record.healthReason,
    tools: { count: record.toolCount, mutating: record.mutatingCount },
    drift: {
      status: record.driftStatus,
      count: record.driftCount,
      kinds: record.driftKinds,
    },
    lastObservedAt:
      record.lastObservedAt === undefined
        ? undefined
        : toIso(record.lastObservedAt),
    audit: auditStanding(record.audit, toIso(now).slice(0, 10)),
  };
}
