import { z } from 'zod';

export const MOST_PER_PAGE = 500;

/** Query parameters of every paged list. `cursor` continues where a page ended; `offset` jumps. */
export const pagingQuery = {
  limit: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(50),
  offset: z.coerce.number().int().min(0).optional(),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'is no cursor of this list')
    .optional(),
};

/** One page of a list. Without `nextCursor` it is the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    /** How many there are in all, under the same filter. */
    totalItems: z.number().int(),
    nextCursor: z.string().optional(),
  });
