import {
  ApprovalStatus,
  DisagreementKind,
  DriftStatus,
  Health,
  ServerEntry,
  ServerStatus,
  Transport,
} from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { parseColumn, toNumber } from '../database/json';

/** What a list shows of a server, and what it can be sorted by. Times are milliseconds since 1970. */
export interface ServerRecord {
  id: number;
  entityRef: string;
  namespace: string;
  name: string;
  isPresent: boolean;
  title: string;
  purpose?: string;
  owner?: string;
  system?: string;
  domain?: string;
  lifecycle?: string;
  status?: ServerStatus;
  origin?: 'internal' | 'vendor';
  transport?: Transport;
  toolCount?: number;
  mutatingCount?: number;
  driftStatus: DriftStatus;
  driftCount: number;
  driftKinds: Partial<Record<DisagreementKind, number>>;
  approvalStatus: ApprovalStatus;
  /** How many material changes there are since the baseline. */
  approvalMaterial: number;
  /** Declared dates, for the standing of audits. */
  audit: ServerEntry['governance']['audit'];
  health: Health;
  healthReason?: string;
  lastObservedAt?: number;
}

export const summaryColumns = [
  'servers.id',
  'servers.entity_ref',
  'servers.namespace',
  'servers.name',
  'servers.is_present',
  'servers.title',
  'servers.purpose',
  'servers.owner',
  'servers.system',
  'servers.domain',
  'servers.lifecycle',
  'servers.status',
  'servers.origin',
  'servers.transport',
  'servers.tool_count',
  'servers.mutating_count',
  'servers.drift_status',
  'servers.drift_count',
  'servers.drift_kinds',
  'servers.approval_status',
  'servers.approval_material',
  'servers.last_run',
  'servers.next_due',
  'server_state.health',
  'server_state.health_reason',
  'server_state.last_observed_at',
];

export interface SummaryRow {
  id: number;
  entity_ref: string;
  namespace: string;
  name: string;
  is_present: boolean | number;
  title: string;
  purpose: string | null;
  owner: string | null;
  system: string | null;
  domain: string | null;
  lifecycle: string | null;
  status: string | null;
  origin: string | null;
  transport: string | null;
  tool_count: number | null;
  mutating_count: number | null;
  drift_status: string;
  drift_count: number;
  drift_kinds: string;
  approval_status: string;
  approval_material: number;
  last_run: string | null;
  next_due: string | null;
  health: string;
  health_reason: string | null;
  last_observed_at: number | string | null;
}

const driftKindsSchema = z.record(z.string(), z.number());

const maybe = <T>(value: T | null): T | undefined => value ?? undefined;

export function toServerRecord(row: SummaryRow): ServerRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    namespace: row.namespace,
    name: row.name,
    isPresent: Boolean(row.is_present),
    title: row.title,
    purpose: maybe(row.purpose),
    owner: maybe(row.owner),
    system: maybe(row.system),
    domain: maybe(row.domain),
    lifecycle: maybe(row.lifecycle),
    // Written from parsed entries and from our own judgements only.
    status: maybe(row.status) as ServerRecord['status'],
    origin: maybe(row.origin) as ServerRecord['origin'],
    transport: maybe(row.transport) as ServerRecord['transport'],
    toolCount: maybe(row.tool_count),
    mutatingCount: maybe(row.mutating_count),
    driftStatus: row.drift_status as DriftStatus,
    driftCount: row.drift_count,
    driftKinds: parseColumn(
      driftKindsSchema,
      'servers.drift_kinds',
      row.drift_kinds,
    ),
    approvalStatus: row.approval_status as ApprovalStatus,
    approvalMaterial: row.approval_material,
    audit: {
      lastRun: maybe(row.last_run),
      nextDue: maybe(row.next_due),
    },
    health: row.health as Health,
    healthReason: maybe(row.health_reason),
    lastObservedAt:
      row.last_observed_at === null
        ? undefined
        : toNumber(row.last_observed_at),
  };
}

/** A server with its whole entry. */
export interface FullServer extends ServerRecord {
  entry: ServerEntry;
  warnings: string[];
  location?: string;
  faceRemoteId?: number;
}

interface FullRow extends SummaryRow {
  entry: string;
  warnings: string;
  location: string | null;
  face_remote_id: number | null;
}

/** Entries are stored as they were read; the reader vouched for their shape. */
const entrySchema = z.looseObject({
  entityRef: z.string(),
  remotes: z.array(z.unknown()),
  governance: z.looseObject({}),
  missing: z.array(z.string()),
}) as unknown as z.ZodType<ServerEntry>;

export function parseEntry(text: string): ServerEntry {
  return parseColumn(entrySchema, 'entry', text);
}

/** The servers, as the catalog holds them and as they were seen. */
export class ServerStore {
  static create(knex: Knex): ServerStore {
    return new ServerStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async find(entityRef: string): Promise<FullServer | undefined> {
    const row = await this.knex<FullRow>('servers')
      .join('server_state', 'server_state.server_id', 'servers.id')
      .where({ entity_ref: entityRef, is_present: true })
      .first<FullRow>([
        ...summaryColumns,
        'servers.entry',
        'servers.warnings',
        'servers.location',
        'servers.face_remote_id',
      ]);
    return (
      row && {
        ...toServerRecord(row),
        entry: parseEntry(row.entry),
        warnings: parseColumn(
          z.array(z.string()),
          'servers.warnings',
          row.warnings,
        ),
        location: row.location ?? undefined,
        faceRemoteId: row.face_remote_id ?? undefined,
      }
    );
  }

  /** The latest entry of a server, whether it is still in the catalog or not. */
  async entryOf(entityRef: string): Promise<ServerEntry> {
    const row = await this.knex('servers')
      .where({ entity_ref: entityRef })
      .first<{ entry: string }>('entry');
    return parseEntry(row.entry);
  }

  /** Ids of the given servers that are in the catalog. */
  async idsOf(entityRefs: ReadonlySet<string>): Promise<number[]> {
    const rows = await this.knex('servers')
      .where({ is_present: true })
      .select<{ id: number; entity_ref: string }[]>(['id', 'entity_ref']);
    return rows
      .filter(row => entityRefs.has(row.entity_ref))
      .map(row => row.id);
  }

  /** Which of the given entities are in the catalog. */
  async presentAmong(entityRefs: readonly string[]): Promise<Set<string>> {
    const rows = await this.knex('servers')
      .where({ is_present: true })
      .whereIn('entity_ref', entityRefs)
      .select<{ entity_ref: string }[]>('entity_ref');
    return new Set(rows.map(row => row.entity_ref));
  }
}
