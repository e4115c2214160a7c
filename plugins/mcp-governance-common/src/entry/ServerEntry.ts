import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { EntryProblem } from './EntryProblem';
import { Governance, Transport, transports } from './governance';
import { MISSING_FIELDS_ANNOTATION, placeholders } from './placeholders';
import { readGovernance } from './readGovernance';
import { unmatchedEmails } from './unmatchedEmails';

/** One transport endpoint of a server, as its entry declares it. */
export interface DeclaredRemote {
  /** Its place in `spec.remotes`. */
  index: number;
  type: Transport;
  url: string;
}

/** What a catalog entity says of an MCP server, with references in full and placeholders left out. */
export interface ServerEntry {
  /** `api:default/crm-tools` */
  entityRef: string;
  namespace: string;
  name: string;
  title: string;
  purpose?: string;
  lifecycle?: string;
  /** Entity reference of the owning team. */
  owner?: string;
  /** Entity reference. */
  system?: string;
  remotes: DeclaredRemote[];
  governance: Governance;
  /** Fields that upstream demands and the author left out, e.g. `spec.owner`. */
  missing: string[];
}

/** Whether an entity is the catalog entry of an MCP server. */
export function isMcpServer(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'api' &&
    entity.spec?.type === 'mcp-server'
  );
}

/** `alice` → `user:default/alice`; an e-mail address stays what it is. */
export function fullReference(
  ref: string,
  defaults: { kind: string; namespace?: string },
): string {
  if (ref.includes('@') && !ref.includes(':')) {
    return ref;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: defaults.kind,
        defaultNamespace: defaults.namespace,
      }),
    );
  } catch {
    return ref;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function readRemotes(value: unknown): DeclaredRemote[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((item, index): DeclaredRemote[] => {
    const type = transports.find(known => known === item?.type);
    const url = text(item?.url);
    if (!type || (!url && type !== 'stdio')) {
      return [];
    }
    return url === placeholders.remoteUrl && type !== 'stdio'
      ? []
      : [{ index, type, url: url ?? '' }];
  });
}

/**
 * Reads an entity of type `mcp-server`. Never throws: malformed governance
 * fields, which the catalog module would have rejected, come back as problems
 * and count as missing.
 */
export function readServerEntry(entity: Entity): {
  entry: ServerEntry;
  problems: EntryProblem[];
} {
  const spec = entity.spec ?? {};
  const namespace = entity.metadata.namespace ?? 'default';
  const { governance, problems } = readGovernance(spec.governance);
  const annotated =
    entity.metadata.annotations?.[MISSING_FIELDS_ANNOTATION]?.split(',') ?? [];

  const inherit = (kind: string) => ({ kind, namespace });
  const ownerText = text(spec.owner);
  const owner = ownerText && fullReference(ownerText, inherit('group'));
  const systemText = text(spec.system);
  const lifecycle = text(spec.lifecycle);
  const isOwnerMissing =
    annotated.includes('spec.owner') || !owner || owner === placeholders.owner;
  const isLifecycleMissing = annotated.includes('spec.lifecycle') || !lifecycle;
  const remotes = readRemotes(spec.remotes);

  return {
    entry: {
      entityRef: stringifyEntityRef(entity),
      namespace,
      name: entity.metadata.name,
      title: text(entity.metadata.title) ?? entity.metadata.name,
      purpose: text(entity.metadata.description),
      lifecycle: isLifecycleMissing ? undefined : lifecycle,
      owner: isOwnerMissing ? undefined : owner,
      system: systemText && fullReference(systemText, inherit('system')),
      remotes,
      governance: withFullReferences(governance, namespace),
      missing: [
        ...(isOwnerMissing ? ['spec.owner'] : []),
        ...(isLifecycleMissing ? ['spec.lifecycle'] : []),
        ...(remotes.length === 0 ? ['spec.remotes'] : []),
      ],
    },
    problems: [...problems, ...unmatchedEmails(spec.owner, governance)],
  };
}

function withFullReferences(
  governance: Governance,
  namespace: string,
): Governance {
  const { ownership, consumers, permissionGroups, downstreamSystems } =
    governance;
  const as = (kind: string) => (ref: string) =>
    fullReference(ref, { kind, namespace });
  const maybe = (ref: string | undefined, kind: string) =>
    ref === undefined ? undefined : as(kind)(ref);
  return {
    ...governance,
    ...(ownership && {
      ownership: {
        ...ownership,
        primary: maybe(ownership.primary, 'user'),
        secondary: maybe(ownership.secondary, 'user'),
        platform: maybe(ownership.platform, 'group'),
        security: maybe(ownership.security, 'group'),
      },
    }),
    ...(consumers && { consumers: consumers.map(as('group')) }),
    ...(permissionGroups && {
      permissionGroups: Object.fromEntries(
        Object.entries(permissionGroups).map(([group, scopes]) => [
          as('group')(group),
          scopes,
        ]),
      ),
    }),
    ...(downstreamSystems && {
      downstreamSystems: downstreamSystems.map(system => ({
        ...system,
        ref: maybe(system.ref, 'resource'),
      })),
    }),
  };
}
