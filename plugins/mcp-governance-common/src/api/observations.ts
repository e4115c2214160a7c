import { z } from 'zod';
import { disagreementSchema, driftStatuses } from '../drift';
import { transports } from '../entry';
import { eras, failureSchema } from '../snapshot';
import { pageOf, pagingQuery } from './paging';
import { lookSchema } from './servers';

const remote = z.object({ type: z.enum(transports), url: z.string() });

/** One attempt to talk to a remote. */
const observationSchema = z
  .object({
    observedAt: z.iso.datetime(),
    remote,
    outcome: z.enum(['observed', 'partly-observed', 'failed']),
    durationMs: z.number().int(),
    /** `upload`: nobody here asked; a snapshot was sent in with a token. */
    trigger: z.enum(['schedule', 'person', 'upload']),
    failure: failureSchema.optional(),
    /** Hash of the snapshot that it saw. */
    snapshot: z.string().optional(),
  })
  .meta({ id: 'Observation' });
export type Observation = z.output<typeof observationSchema>;

export const observationPageSchema = pageOf(observationSchema).meta({
  id: 'ObservationPage',
});
export type ObservationPage = z.output<typeof observationPageSchema>;

/** That a remote began to answer a snapshot. What changed with it is in the change log. */
const snapshotArrivalSchema = z
  .object({
    hash: z.string(),
    firstSeenAt: z.iso.datetime(),
    remote,
    era: z.enum(eras),
    protocolVersion: z.string(),
    principal: z.string(),
    serverName: z.string().optional(),
    serverVersion: z.string().optional(),
  })
  .meta({ id: 'SnapshotArrival' });
export type SnapshotArrival = z.output<typeof snapshotArrivalSchema>;

export const snapshotPageSchema = pageOf(snapshotArrivalSchema).meta({
  id: 'SnapshotPage',
});
export type SnapshotPage = z.output<typeof snapshotPageSchema>;

export const pageQuery = z.strictObject(pagingQuery);

const locatedDisagreementSchema = disagreementSchema
  .extend({
    /** Where the field stands in its file, where that could be read; lines and columns from 1. */
    source: z
      .object({
        file: z.string(),
        line: z.number().int(),
        column: z.number().int(),
        url: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'LocatedDisagreement' });
export type LocatedDisagreement = z.output<typeof locatedDisagreementSchema>;

export const driftSchema = z
  .object({
    status: z.enum(driftStatuses),
    /** When the server was last seen as it is compared here. */
    observedAt: z.iso.datetime().optional(),
    unknown: z.array(z.string()),
    disagreements: z.array(locatedDisagreementSchema),
    /** The part of `spec.governance` that would agree, as YAML; absent where tools are unknown or nothing differs. */
    correctedBlock: z.string().optional(),
  })
  .meta({ id: 'Drift' });
export type Drift = z.output<typeof driftSchema>;

export const lookAgainResponse = lookSchema;
