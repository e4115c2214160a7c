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
    purpose: record.purpose ?? null,
    owner: record.owner ?? null,
    system: record.system ?? null,
    domain: record.domain ?? null,
    status: record.status ?? null,
    lifecycle: record.lifecycle ?? null,
    origin: record.origin ?? null,
    transport: record.transport ?? null,
    health: record.health,
    healthReason: record.healthReason ?? null,
    tools: {
      count: record.toolCount ?? null,
      mutating: record.mutatingCount ?? null,
    },
    drift: {
      status: record.driftStatus,
      count: record.driftCount,
      kinds: record.driftKinds,
    },
    approval: {
      status: record.approvalStatus,
      material: record.approvalMaterial,
    },
    lastObservedAt:
      record.lastObservedAt === undefined ? null : toIso(record.lastObservedAt),
    audit: auditStanding(record.audit, toIso(now).slice(0, 10)),
  };
}
