import { z } from 'zod';
import { changeSchema } from '../drift';
import { changeLogEntrySchema, decisionSchema } from './changes';

/** Topic of Backstage events: a server answers otherwise, or its entry was changed. */
export const changesTopic = 'mcp-governance.changes';
/** Topic of Backstage events: a person approved or rejected changes. */
export const decisionsTopic = 'mcp-governance.decisions';

/** An event carries so many changes at most. */
export const MOST_CHANGES_IN_EVENT = 100;

/**
 * Payload of `mcp-governance.changes`: an entry of the change log. Its changes come
 * without the values before and after, the worst first, and not more than a hundred;
 * `counts` holds all. An event may come twice: `id` says that it is the same.
 */
export const changesEventSchema = z.object({
  ...changeLogEntrySchema.omit({ changes: true, isAbridged: true }).shape,
  changes: z
    .array(changeSchema.omit({ before: true, after: true }))
    .max(MOST_CHANGES_IN_EVENT),
});
export type ChangesEvent = z.output<typeof changesEventSchema>;

/** Payload of `mcp-governance.decisions`. An event may come twice: `id` says that it is the same. */
export const decisionEventSchema = z.object({
  entityRef: z.string(),
  namespace: z.string(),
  name: z.string(),
  title: z.string(),
  ...decisionSchema.shape,
});
export type DecisionEvent = z.output<typeof decisionEventSchema>;
