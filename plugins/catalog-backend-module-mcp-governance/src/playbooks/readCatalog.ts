import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EmailLookup,
  emailLookup,
} from 'backstage-plugin-mcp-governance-common';

interface Needs {
  auth: AuthService;
  catalog: CatalogService;
}

const EMAILS_PER_QUERY = 50;

async function* query(
  { auth, catalog }: Needs,
  filter: Record<string, string | string[]>,
  fields: string[],
): AsyncGenerator<Entity> {
  const credentials = await auth.getOwnServiceCredentials();
  const pages = catalog.streamEntities(
    {
      filter,
      fields: ['kind', 'metadata.name', 'metadata.namespace', ...fields],
    },
    { credentials },
  );
  for await (const page of pages) {
    yield* page;
  }
}

/** Users and groups of the catalog by those e-mail addresses. */
export async function findByEmail(
  needs: Needs,
  emails: readonly string[],
): Promise<EmailLookup> {
  const found: Entity[] = [];
  for (let start = 0; start < emails.length; start += EMAILS_PER_QUERY) {
    const filter = {
      kind: ['user', 'group'],
      'spec.profile.email': emails.slice(start, start + EMAILS_PER_QUERY),
    };
    for await (const entity of query(needs, filter, ['spec.profile.email'])) {
      found.push(entity);
    }
  }
  return emailLookup(found);
}

/** The servers that the catalog holds from a place, by the location of their file. */
export async function findEarlier(
  needs: Needs,
  origin: string,
): Promise<Map<string, string>> {
  const filter = {
    kind: 'api',
    [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: origin,
  };
  const earlier = new Map<string, string>();
  for await (const entity of query(needs, filter, ['metadata.annotations'])) {
    const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
    if (location) {
      earlier.set(location, stringifyEntityRef(entity));
    }
  }
  return earlier;
}
