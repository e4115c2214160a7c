import { z } from 'zod';
import { approvalStatuses } from '../approval';
import { disagreementKinds, driftStatuses } from '../drift';
import { governanceSchema, serverStatuses, transports } from '../entry';
import { healths } from '../health';
import { auditStandingSchema } from '../schedule';
import { eras } from '../snapshot';
import { pageOf, pagingQuery } from './paging';

const healthFields = {
  health: z.enum(healths),
  /** Why it is not healthy, in a sentence; null where it is. */
  healthReason: z.string().nullable(),
};

/** A server in a list. Every key is always there: what an entry does not say, or nobody could find out yet, is null. */
const serverSummarySchema = z
  .object({
    entityRef: z.string(),
    namespace: z.string(),
    name: z.string(),
    title: z.string(),
    purpose: z.string().nullable(),
    owner: z.string().nullable(),
    system: z.string().nullable(),
    domain: z.string().nullable(),
    status: z.enum(serverStatuses).nullable(),
    lifecycle: z.string().nullable(),
    origin: z.enum(['internal', 'vendor']).nullable(),
    transport: z.enum(transports).nullable(),
    ...healthFields,
    tools: z.object({
      /** Null until the tools were listed once. */
      count: z.number().int().nullable(),
      mutating: z.number().int().nullable(),
    }),
    drift: z.object({
      status: z.enum(driftStatuses),
      count: z.number().int(),
      kinds: z.partialRecord(z.enum(disagreementKinds), z.number().int()),
    }),
    approval: z.object({
      status: z.enum(approvalStatuses),
      /** How many material changes there are since the baseline. */
      material: z.number().int(),
    }),
    lastObservedAt: z.iso.datetime().nullable(),
    audit: auditStandingSchema,
  })
  .meta({ id: 'ServerSummary' });
export type ServerSummary = z.output<typeof serverSummarySchema>;

export const serverSortFields = [
  'title',
  'owner',
  'domain',
  'lifecycle',
  'status',
  'transport',
  'tools',
  'lastObservedAt',
  'health',
  'drift',
  'approval',
  'nextDue',
] as const;
export type ServerSortField = (typeof serverSortFields)[number];

/** Takes `a` as well as `?x=a&x=b`. */
export const several = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .preprocess(
      value => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).max(50),
    )
    .optional();

export const text = z.string().min(1).max(200);

const filterQuery = {
  /** Matches title, name and purpose, and names and descriptions of tools; every word has to. */
  q: z.string().max(200).optional(),
  owner: several(text),
  domain: several(text),
  status: several(z.enum(serverStatuses)),
  health: several(z.enum(healths)),
  drift: several(z.enum(driftStatuses)),
  approval: several(z.enum(approvalStatuses)),
  /** Only servers that the caller answers for, in person or through a team. */
  mine: z.enum(['true', 'false']).optional(),
  /** Only servers that this person or team answers for. */
  answersFor: text.optional(),
};

export const serverFilterSchema = z.strictObject(filterQuery);
export type ServerFilter = z.output<typeof serverFilterSchema>;

export const listServersQuery = z.strictObject({
  ...filterQuery,
  ...pagingQuery,
  sort: z.enum(serverSortFields).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
});
export type ListServersQuery = z.output<typeof listServersQuery>;

export const exportServersQuery = z.strictObject({
  ...filterQuery,
  sort: z.enum(serverSortFields).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const serverPageSchema = pageOf(serverSummarySchema).meta({
  id: 'ServerPage',
});
export type ServerPage = z.output<typeof serverPageSchema>;

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
/** Which values the filters of the list can take, and how often. */
export const serverFacetsSchema = z
  .object({
    owner: facet,
    domain: facet,
    status: facet,
    health: facet,
    drift: facet,
    approval: facet,
  })
  .meta({ id: 'ServerFacets' });
export type ServerFacets = z.output<typeof serverFacetsSchema>;

const remoteStandingSchema = z
  .object({
    type: z.enum(transports),
    url: z.string(),
    /** Whether this remote stands for the server. */
    isFace: z.boolean(),
    ...healthFields,
    /** Null until it was looked at, as are what it answers with and as whom it was asked. */
    lastObservedAt: z.iso.datetime().nullable(),
    /** When its owner uploaded a snapshot last; null where nobody did. */
    uploadedAt: z.iso.datetime().nullable(),
    era: z.enum(eras).nullable(),
    protocolVersion: z.string().nullable(),
    principal: z.string().nullable(),
  })
  .meta({ id: 'RemoteStanding' });
export type RemoteStanding = z.output<typeof remoteStandingSchema>;

/** Where a requested or scheduled look at a server stands. */
export const lookSchema = z
  .object({
    state: z.enum(['idle', 'queued', 'running']),
    since: z.iso.datetime().optional(),
    /** When the schedule looks next; absent for what is never looked at. */
    nextAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Look' });
export type Look = z.output<typeof lookSchema>;

export const serverDetailSchema = serverSummarySchema
  .extend({
    governance: governanceSchema,
    remotes: z.array(remoteStandingSchema),
    /** Fields that the entry had to have and does not. */
    missing: z.array(z.string()),
    /** What is odd about the entry, a sentence each. */
    warnings: z.array(z.string()),
    /** Why the newest version of the entry was rejected, where it was. */
    rejection: z
      .object({ messages: z.array(z.string()), lastSeenAt: z.iso.datetime() })
      .optional(),
    look: lookSchema,
  })
  .meta({ id: 'ServerDetail' });
export type ServerDetail = z.output<typeof serverDetailSchema>;

/** An entry, or a file of entries, that the catalog did not take in. */
const rejectedEntrySchema = z
  .object({
    entityRef: z.string(),
    /** Where it comes from, e.g. `url:https://…/catalog-info.yaml`. */
    location: z.string().optional(),
    messages: z.array(z.string()),
    /** Whether an earlier version of it is still in the catalog. */
    isInCatalog: z.boolean(),
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'RejectedEntry' });
export type RejectedEntry = z.output<typeof rejectedEntrySchema>;

export const rejectedEntryPageSchema = pageOf(rejectedEntrySchema).meta({
  id: 'RejectedEntryPage',
});
export type RejectedEntryPage = z.output<typeof rejectedEntryPageSchema>;
