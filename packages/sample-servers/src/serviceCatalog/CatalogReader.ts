import { CatalogClient, EntityFilterQuery } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { ToolRefusal } from '../tools/ToolRefusal';

const TIMEOUT_MS = 5_000;
const PAGE = 200;

/** Reads the portal's catalog; trouble comes out as {@link ToolRefusal}, said precisely. */
export class CatalogReader {
  static create(options: {
    /** Base URL of the portal, e.g. `http://127.0.0.1:7007`. */
    portal: string;
    token: string;
  }): CatalogReader {
    const { portal, token } = options;
    const client = new CatalogClient({
      discoveryApi: { getBaseUrl: async plugin => `${portal}/api/${plugin}` },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
      },
    });
    return new CatalogReader(client, portal, token);
  }

  private constructor(
    private readonly client: CatalogClient,
    private readonly portal: string,
    private readonly token: string,
  ) {}

  /** The first `limit` entities whose name, title or description contains `term`, and how many there are. */
  async search(options: {
    term: string;
    kind?: string;
    fields: string[];
    limit: number;
  }): Promise<{ items: Entity[]; totalItems: number }> {
    const { term, kind, fields, limit } = options;
    return this.asked(() =>
      this.client.queryEntities(
        {
          ...(kind && { filter: { kind } }),
          fullTextFilter: {
            term,
            fields: ['metadata.name', 'metadata.title', 'metadata.description'],
          },
          orderFields: { field: 'metadata.name', order: 'asc' },
          fields,
          limit,
        },
        { token: this.token },
      ),
    );
  }

  /** Every entity that the filter selects. */
  async list(filter: EntityFilterQuery, fields: string[]): Promise<Entity[]> {
    return this.asked(async () => {
      const entities: Entity[] = [];
      let cursor: string | undefined;
      do {
        const page = await this.client.queryEntities(
          cursor ? { cursor, fields } : { filter, fields, limit: PAGE },
          { token: this.token },
        );
        entities.push(...page.items);
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return entities;
    });
  }

  /** `undefined` where there is none. */
  async byRef(ref: string): Promise<Entity | undefined> {
    return this.asked(() =>
      this.client.getEntityByRef(ref, { token: this.token }),
    );
  }

  /** Those of `refs` that exist. */
  async byRefs(refs: string[], fields: string[]): Promise<Entity[]> {
    const { items } = await this.asked(() =>
      this.client.getEntitiesByRefs(
        { entityRefs: refs, fields },
        { token: this.token },
      ),
    );
    return items.flatMap(entity => entity ?? []);
  }

  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new ToolRefusal(this.explain(error), { cause: error });
    }
  }

  private explain(error: unknown): string {
    if (error instanceof ResponseError) {
      const { statusCode } = error;
      return statusCode === 401 || statusCode === 403
        ? `The portal's catalog refuses this server's credential (${statusCode}). Ask its owner to check CATALOG_READER_TOKEN; repeating the call will not help.`
        : `The portal's catalog answered ${statusCode}. Try again in a minute.`;
    }
    const { name } = error as Error;
    if (name === 'SyntaxError') {
      return `What answers at ${this.portal} is no catalog: it did not answer with JSON.`;
    }
    return name === 'TimeoutError'
      ? `The portal's catalog did not answer within ${
          TIMEOUT_MS / 1000
        } s. Try again in a minute.`
      : `The portal's catalog cannot be reached at ${this.portal}; the portal is down or still starting. Try again in a minute.`;
  }
}
