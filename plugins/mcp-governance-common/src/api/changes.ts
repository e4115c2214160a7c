import { z } from 'zod';
import { approvalStatuses } from '../approval';
import { changeSchema, severities, verdicts } from '../drift';
import { pageOf, pagingQuery } from './paging';
import { several, text } from './servers';

/** How many changes there are of each verdict; verdicts without any are absent. */
const verdictCounts = z.partialRecord(z.enum(verdicts), z.number().int());

/** What changed at one time: the server answered otherwise, or its entry was changed. */
export const changeLogEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    entityRef: z.string(),
    namespace: z.string(),
    name: z.string(),
    title: z.string(),
    owner: z.string().nullable(),
    /** What differs: two snapshots of one remote, or two revisions of the entry. */
    cause: z.enum(['snapshot', 'entry']),
    /** The remote that answered otherwise; null for a change of the entry. */
    remote: z.string().nullable(),
    /** Hashes of the snapshots, or revisions of the entry. */
    before: z.string(),
    after: z.string(),
    verdict: z.enum(verdicts),
    severity: z.enum(severities),
    counts: verdictCounts,
    /** The worst first. */
    changes: z.array(changeSchema),
    /**
     * Present where there is too much of it for a list: the least of the changes, or
     * long values, are left out. `counts` holds all; the text of the changelog too.
     */
    isAbridged: z.literal(true).optional(),
  })
  .meta({ id: 'ChangeLogEntry' });
export type ChangeLogEntry = z.output<typeof changeLogEntrySchema>;

export const changeLogPageSchema = pageOf(changeLogEntrySchema).meta({
  id: 'ChangeLogPage',
});
export type ChangeLogPage = z.output<typeof changeLogPageSchema>;

const ownFilter = {
  /** Only entries whose worst verdict is one of these. */
  verdict: several(z.enum(verdicts)),
  /** From this day on, and up to and including that day; UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};

const changeLogFilter = {
  ...ownFilter,
  owner: several(text),
  /** Entity refs. */
  server: several(text),
  /** Only servers that the caller answers for, in person or through a team. */
  mine: z.enum(['true', 'false']).optional(),
};

export const listChangesQuery = z.strictObject({
  ...changeLogFilter,
  ...pagingQuery,
});
export type ListChangesQuery = z.output<typeof listChangesQuery>;

/** The change log of one server. */
export const listServerChangesQuery = z.strictObject({
  ...ownFilter,
  ...pagingQuery,
});

export const changeFeedQuery = z.strictObject(changeLogFilter);
export type ChangeLogFilter = z.output<typeof changeFeedQuery>;

/** From one snapshot to another, by hash; by default from the approved (else the first) to the latest. */
export const changelogTextQuery = z.strictObject({
  from: text.optional(),
  to: text.optional(),
});

/** A pair that can be approved: what a server answered, and what its entry said. */
const pairSchema = z.object({
  snapshot: z.string(),
  entryRevision: z.string(),
});

const decisions = ['approved', 'rejected'] as const;

/** A person's decision about a pair. A record: it is never changed. */
export const decisionSchema = z
  .object({
    id: z.string(),
    decision: z.enum(decisions),
    pair: pairSchema,
    by: z.string(),
    at: z.iso.datetime(),
    reason: z.string(),
    /** The changes that were decided about, by verdict. */
    counts: verdictCounts,
  })
  .meta({ id: 'Decision' });
export type Decision = z.output<typeof decisionSchema>;

export const decisionPageSchema = pageOf(decisionSchema).meta({
  id: 'DecisionPage',
});
export type DecisionPage = z.output<typeof decisionPageSchema>;

/** How what is live stands against what was approved last. */
export const approvalSchema = z
  .object({
    status: z.enum(approvalStatuses),
    /** The decision that made the baseline; null where nothing was approved. */
    baseline: decisionSchema.nullable(),
    /** The latest decision, of either kind. */
    lastDecision: decisionSchema.nullable(),
    /** What can be decided about now; null where nothing was observed. */
    latest: pairSchema.extend({ observedAt: z.iso.datetime() }).nullable(),
    /** Since the baseline, the worst first; empty without a baseline. */
    changes: z.array(changeSchema),
    /** How many of them are material. */
    material: z.number().int(),
    /** Why the reader may not decide; null where they may. */
    cannotDecide: z.string().nullable(),
    /** Who will be told of a decision. */
    informs: z.array(z.string()),
  })
  .meta({ id: 'Approval' });
export type Approval = z.output<typeof approvalSchema>;

export const decideBody = z.strictObject({
  decision: z.enum(decisions),
  pair: pairSchema,
  reason: z
    .string()
    .trim()
    .min(10, 'needs a reason of at least ten characters')
    .max(2_000),
});
export type DecideBody = z.output<typeof decideBody>;
