import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTRY_STATUS_TYPE,
  REJECTION_PREFIX,
  isMcpServer,
  readServerEntry,
} from 'backstage-plugin-mcp-governance-common';
import { ProjectionStore } from './ProjectionStore';
import { RejectedEntryStore } from './RejectedEntryStore';

export interface ProjectionNeeds {
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  projection: ProjectionStore;
  rejectedEntries: RejectedEntryStore;
  now: () => number;
  /** After which a rejection that nobody repeats is dropped. */
  rejectionMemoryMs: number;
}

interface StatusItem {
  type?: string;
  level?: string;
  message?: string;
  error?: { message?: string; cause?: unknown };
}

function statusItems(entity: Entity): StatusItem[] {
  const status = (entity as { status?: { items?: StatusItem[] } }).status;
  return status?.items ?? [];
}

/** The innermost reason of an error that the catalog wrapped, in our words where it is ours. */
export function rejectionMessages(error: unknown): string[] {
  const texts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; current && depth < 10; depth += 1) {
    const { message, cause } = current as { message?: string; cause?: unknown };
    if (message) {
      texts.push(message);
    }
    current = cause;
  }
  const ours = texts.find(text => text.includes(REJECTION_PREFIX));
  if (ours) {
    return ours
      .slice(ours.indexOf(REJECTION_PREFIX) + REJECTION_PREFIX.length)
      .split('; ')
      .reduce<string[]>((parts, part) => {
        // A part that does not begin with a path continues the one before.
        if (parts.length === 0 || /^((spec|metadata)\b|\S+: )/.test(part)) {
          return [...parts, part];
        }
        return [...parts.slice(0, -1), `${parts[parts.length - 1]}; ${part}`];
      }, []);
  }
  const innermost = texts[texts.length - 1];
  return [innermost ?? 'The catalog rejected it without saying why.'];
}

async function* entities({ auth, catalog }: ProjectionNeeds) {
  const credentials = await auth.getOwnServiceCredentials();
  for await (const page of catalog.streamEntities(
    {
      filter: { kind: 'API', 'spec.type': 'mcp-server' },
      pageSize: 200,
    },
    { credentials },
  )) {
    yield* page;
  }
}

/** Refs that the catalog really no longer holds, asked for one by one. */
async function confirmAbsent(
  { auth, catalog }: ProjectionNeeds,
  refs: readonly string[],
): Promise<string[]> {
  const credentials = await auth.getOwnServiceCredentials();
  const absent: string[] = [];
  for (let start = 0; start < refs.length; start += 200) {
    const entityRefs = refs.slice(start, start + 200);
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'spec.type'] },
      { credentials },
    );
    entityRefs.forEach((ref, index) => {
      const entity = items[index];
      if (!entity || !isMcpServer(entity)) {
        absent.push(ref);
      }
    });
  }
  return absent;
}

/**
 * Takes over what the catalog says of MCP servers, with credentials of our own:
 * new and changed entries, those that are gone, and what was rejected.
 */
export async function projectEntries(needs: ProjectionNeeds): Promise<void> {
  const { projection, rejectedEntries, logger } = needs;
  const known = await projection.known();
  const seen = new Set<string>();
  const accepted: string[] = [];
  for await (const entity of entities(needs)) {
    const ref = stringifyEntityRef(entity);
    seen.add(ref);
    const errors = statusItems(entity).filter(item => item.level === 'error');
    if (errors.length > 0) {
      await rejectedEntries.record(
        {
          entityRef: ref,
          location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
          messages: errors.flatMap(item =>
            rejectionMessages(item.error ?? item),
          ),
        },
        needs.now(),
      );
    } else {
      accepted.push(ref);
    }
    const before = known.get(ref);
    const etag = entity.metadata.etag ?? '';
    if (before?.isPresent && before.etag === etag) {
      continue;
    }
    try {
      const { entry, problems } = readServerEntry(entity);
      const ofCatalog = statusItems(entity).flatMap(item =>
        item.type === ENTRY_STATUS_TYPE && item.message ? [item.message] : [],
      );
      const own = problems.map(({ message }) => message);
      await projection.save(
        {
          entry,
          etag,
          warnings: [...new Set([...ofCatalog, ...own])],
          location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
        },
        before,
        needs.now(),
      );
    } catch (error) {
      // One entry that cannot be stored must not keep out the others.
      logger.error(`Taking over the entry ${ref} failed`, error as Error);
    }
  }
  const missing = [...known].filter(
    ([ref, { isPresent }]) => isPresent && !seen.has(ref),
  );
  const absent = await confirmAbsent(
    needs,
    missing.map(([ref]) => ref),
  );
  for (const ref of absent) {
    const server = known.get(ref);
    if (server) {
      await projection.markAbsent(server.id);
    }
  }
  const repeated = await rejectedEntries.all();
  const isAccepted = new Set(accepted);
  await rejectedEntries.forget(
    repeated.map(({ entityRef }) => entityRef).filter(r => isAccepted.has(r)),
  );
  await rejectedEntries.forgetBefore(needs.now() - needs.rejectionMemoryMs);
}
