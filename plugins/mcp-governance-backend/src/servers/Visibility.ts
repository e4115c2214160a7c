import { PermissionsService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CallerCredentials } from '../http/authorize';
import { ServerStore } from './ServerStore';

/** How long what a reader may see is remembered. */
const MEMORY_MS = 60_000;
/** A reader who comes back after this does not wait: what is remembered is asked for anew meanwhile. */
const REFRESH_MS = 40_000;
const MOST_READERS = 500;

/** What one reader may see: everything, or these entities. */
export type VisibleServers =
  | { all: true; refs?: undefined; ids: 'all' }
  | { all: false; refs: ReadonlySet<string>; ids: readonly number[] };

interface Remembered {
  askedAt: number;
  view: Promise<VisibleServers>;
  isRefreshing?: boolean;
}

/**
 * Which servers a reader may see. The catalog decides: where its policy is
 * conditional it is asked for the entities that it returns to that very reader.
 */
export class Visibility {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly deps: {
      catalog: CatalogService;
      permissions: PermissionsService;
      servers: ServerStore;
      now: () => number;
    },
  ) {}

  async of(credentials: CallerCredentials): Promise<VisibleServers> {
    const [decision] = await this.deps.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return { all: true, ids: 'all' };
    }
    if (decision.result === AuthorizeResult.DENY) {
      return { all: false, refs: new Set(), ids: [] };
    }
    return this.conditional(credentials);
  }

  private conditional(credentials: CallerCredentials): Promise<VisibleServers> {
    const { principal } = credentials;
    const reader =
      principal.type === 'user'
        ? `user ${principal.userEntityRef}`
        : `service ${principal.subject}`;
    const now = this.deps.now();
    const known = this.remembered.get(reader);
    if (!known || now - known.askedAt > MEMORY_MS) {
      return this.remember(reader, now, this.ask(credentials));
    }
    if (now - known.askedAt > REFRESH_MS && !known.isRefreshing) {
      known.isRefreshing = true;
      const fresh = this.ask(credentials);
      fresh.then(
        () => this.remember(reader, now, fresh),
        () => {
          known.isRefreshing = false;
        },
      );
    }
    return known.view;
  }

  private remember(
    reader: string,
    askedAt: number,
    view: Promise<VisibleServers>,
  ): Promise<VisibleServers> {
    // The one asked for last goes to the end, the oldest first.
    this.remembered.delete(reader);
    const remembered = { askedAt, view };
    this.remembered.set(reader, remembered);
    if (this.remembered.size > MOST_READERS) {
      const [oldest] = this.remembered.keys();
      this.remembered.delete(oldest);
    }
    // A failure is not remembered.
    view.catch(() => {
      if (this.remembered.get(reader) === remembered) {
        this.remembered.delete(reader);
      }
    });
    return view;
  }

  private async ask(credentials: CallerCredentials): Promise<VisibleServers> {
    const refs = new Set<string>();
    for await (const page of this.deps.catalog.streamEntities(
      {
        filter: { kind: 'API', 'spec.type': 'mcp-server' },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
        pageSize: 1_000,
      },
      { credentials },
    )) {
      for (const entity of page) {
        refs.add(stringifyEntityRef(entity));
      }
    }
    return { all: false, refs, ids: await this.deps.servers.idsOf(refs) };
  }
}

/** Whether one server is among the visible ones. */
export function canSee(view: VisibleServers, entityRef: string): boolean {
  return view.all || view.refs.has(entityRef);
}
