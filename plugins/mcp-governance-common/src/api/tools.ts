import { z } from 'zod';
import { pageOf, pagingQuery } from './paging';

const raw = z.unknown();

/** A tool as the entry declares it and as the server lists it. */
const toolSchema = z
  .object({
    /** Empty where the server gave none. */
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    isDeclared: z.boolean(),
    /** Unknown until the server’s tools were listed once. */
    isLive: z.boolean().optional(),
    mutates: z.object({
      value: z.boolean(),
      /** Who says so: the entry, the server’s hint, or the specification’s default for tools without hints. */
      basis: z.enum(['declared', 'hint', 'default']),
    }),
    requiresConfirmation: z.boolean().optional(),
    scopesRequired: z.array(z.string()),
    systems: z.array(z.string()),
    dataClass: z.string().optional(),
    writeGate: z.string().optional(),
    /** Raw, as the server sent them. */
    annotations: raw.optional(),
    inputSchema: raw.optional(),
    outputSchema: raw.optional(),
  })
  .meta({ id: 'Tool' });
export type Tool = z.output<typeof toolSchema>;

/** Whether a list is what the server answered last, what it answered earlier, or unknown. */
const listingSchema = z
  .object({
    status: z.enum(['listed', 'not-advertised', 'failed', 'not-observed']),
    /** Why there is no list, or why the latest attempt failed; tools are then shown as they were listed before. */
    reason: z.string().optional(),
  })
  .meta({ id: 'Listing' });
export type Listing = z.output<typeof listingSchema>;

const otherSection = z.object({
  listing: listingSchema,
  items: z.array(raw),
});

export const listToolsQuery = z.strictObject({
  ...pagingQuery,
  q: z.string().max(200).optional(),
});

export const toolPageSchema = pageOf(toolSchema)
  .extend({
    listing: listingSchema,
    prompts: otherSection,
    resources: otherSection,
    resourceTemplates: otherSection,
    instructions: z.string().optional(),
  })
  .meta({ id: 'ToolPage' });
export type ToolPage = z.output<typeof toolPageSchema>;
