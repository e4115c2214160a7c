import { z } from 'zod';

/** One version of a service that went to production. */
export const releaseSchema = z.object({
  version: z.string(),
  commit: z.string(),
  releasedAt: z.iso.datetime(),
  releasedBy: z.string().describe('Entity reference of a person.'),
  outcome: z.enum(['live', 'superseded', 'rolled-back']),
  notes: z.string(),
});
/** What {@link releaseSchema} describes. */
export type Release = z.output<typeof releaseSchema>;

/** A return to an earlier version, and how far it got. */
export const rollbackSchema = z.object({
  state: z.enum(['in-progress', 'completed', 'failed']),
  fromVersion: z.string(),
  toVersion: z.string(),
  startedAt: z.iso.datetime(),
  reason: z.string(),
});
/** What {@link rollbackSchema} describes. */
export type Rollback = z.output<typeof rollbackSchema>;

/** A switch that a service asks about. */
export const featureFlagSchema = z.object({
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
});
/** What {@link featureFlagSchema} describes. */
export type FeatureFlag = z.output<typeof featureFlagSchema>;

/** Everything the store keeps, by the name of the service; releases newest first. */
export const releaseRecordsSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      releases: z.array(releaseSchema),
      lastRollback: rollbackSchema.optional(),
      flags: z.array(featureFlagSchema),
    }),
  ),
});
/** What {@link releaseRecordsSchema} describes. */
export type ReleaseRecords = z.output<typeof releaseRecordsSchema>;
