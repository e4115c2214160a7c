import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { REJECTION_PREFIX } from 'backstage-plugin-mcp-governance-common';
import { z } from 'zod';
import { rejectionMessages } from './projectEntries';
import { RejectedEntryStore } from './RejectedEntryStore';

/** Topic of the catalog on which it reports processing errors, every round anew. */
const CATALOG_ERRORS_TOPIC = 'experimental.catalog.errors';

const errorEvent = z.object({
  entity: z.string(),
  location: z.string().optional(),
  errors: z.array(z.unknown()),
});

function isOurs(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; current && depth < 10; depth += 1) {
    const { message, cause } = current as {
      message?: unknown;
      cause?: unknown;
    };
    if (String(message).includes(REJECTION_PREFIX)) {
      return true;
    }
    current = cause;
  }
  return false;
}

/**
 * Listens to the catalog's errors and keeps those about MCP servers, and about files
 * that could not be read at all, which may hold some.
 */
export async function recordRejections(needs: {
  events: EventsService;
  logger: LoggerService;
  rejectedEntries: RejectedEntryStore;
  now: () => number;
}): Promise<void> {
  const { events, logger, rejectedEntries, now } = needs;
  await events.subscribe({
    id: 'mcp-governance-rejected-entries',
    topics: [CATALOG_ERRORS_TOPIC],
    async onEvent({ eventPayload }) {
      const parsed = errorEvent.safeParse(eventPayload);
      if (!parsed.success) {
        return;
      }
      const { entity, location, errors } = parsed.data;
      const telling = entity.startsWith('location:')
        ? errors
        : errors.filter(isOurs);
      if (telling.length === 0) {
        return;
      }
      try {
        await rejectedEntries.record(
          {
            entityRef: entity,
            location,
            messages: telling.flatMap(rejectionMessages),
          },
          now(),
        );
      } catch (error) {
        logger.error(
          `Recording that ${entity} was rejected failed`,
          error as Error,
        );
      }
    },
  });
}
