import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { z } from 'zod';
import { Endpoint, pathBelow, readEndpoint } from './endpoint';

const remotesSchema = z.array(z.object({ url: z.string() })).catch([]);
const definitionSchema = z.object({
  servers: z.array(z.object({ url: z.string() })).catch([]),
  paths: z.record(z.string(), z.unknown()).catch({}),
});

/** A server's base URL as its API declares it, and the path templates below it. */
interface Base {
  url: string;
  templates: string[];
}

function readDefinition(definition: unknown): Base[] {
  if (typeof definition !== 'string') {
    return [];
  }
  let document: unknown;
  try {
    document = parse(definition);
  } catch {
    // gRPC, GraphQL and the like are no YAML and name no server.
    return [];
  }
  const read = definitionSchema.safeParse(document);
  if (!read.success) {
    return [];
  }
  const templates = Object.keys(read.data.paths);
  const { servers } = read.data;
  return (servers.length > 0 ? servers : [{ url: '/' }]).map(({ url }) => ({
    url,
    templates,
  }));
}

function basesOf(api: Entity): Base[] {
  const remotes = remotesSchema.parse(api.spec?.remotes);
  return [
    ...remotes.map(({ url }) => ({ url, templates: [] })),
    ...readDefinition(api.spec?.definition),
  ];
}

/** `/orders/{id}` fits `/orders/7`, and everything below it. */
function fits(template: string, path: string): boolean {
  const wanted = template.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  return (
    wanted.length <= given.length &&
    wanted.every(
      (part, index) => /^\{.*\}$/.test(part) || part === given[index],
    )
  );
}

function matchBase(base: Base, endpoint: Endpoint): string | undefined {
  const place = readEndpoint(base.url);
  const below = place && pathBelow(place, endpoint);
  if (!place || below === undefined) {
    return undefined;
  }
  const prefix = base.url.replace(/\/+$/, '');
  const [template] = base.templates
    .filter(one => fits(one, below))
    .sort((a, b) => b.length - a.length);
  if (template !== undefined) {
    return `${prefix}${template}`;
  }
  // Below a bare root lies every path there is, which says nothing.
  return endpoint.origin || place.path !== '' ? base.url : undefined;
}

/** What an API declares that answers at `endpoint`, as specific as it says; `undefined` for an API that does not. */
export function matchEndpoint(
  api: Entity,
  endpoint: Endpoint,
): string | undefined {
  return basesOf(api)
    .flatMap(base => matchBase(base, endpoint) ?? [])
    .sort((a, b) => b.length - a.length)[0];
}
