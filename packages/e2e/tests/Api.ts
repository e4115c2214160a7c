interface ServerSummary {
  title: string;
  transport?: string;
  lastObservedAt?: string;
}

/** Brought in by another way than all others, and some seconds later. */
const FROM_PLAYBOOK = 'Quote Search';

/** The portal's HTTP API, asked as the guest. */
export class Api {
  constructor(private readonly baseUrl: string) {}

  async get<T>(path: string): Promise<T> {
    return (await this.ask(path)).json() as Promise<T>;
  }

  async text(path: string): Promise<string> {
    return (await this.ask(path)).text();
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** The titles of the servers that a query finds, in its order. */
  async titles(query: string): Promise<string[]> {
    const { items } = await this.get<{ items: ServerSummary[] }>(
      `/api/mcp-governance/servers?limit=100&${query}`,
    );
    return items.map(({ title }) => title);
  }

  /** How many servers the portal still has to look at for the first time. */
  async countServersNotLookedAt(): Promise<number> {
    const { items } = await this.get<{ items: ServerSummary[] }>(
      '/api/mcp-governance/servers?limit=100',
    );
    return items.every(({ title }) => title !== FROM_PLAYBOOK)
      ? Infinity
      : items.filter(
          server => server.transport !== 'stdio' && !server.lastObservedAt,
        ).length;
  }

  /** Has the catalog read an entity, and the file it comes from, again now. */
  refresh(entityRef: string): Promise<void> {
    return this.post('/api/catalog/refresh', { entityRef });
  }

  private async ask(path: string, init?: RequestInit): Promise<Response> {
    const signedIn = await fetch(`${this.baseUrl}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    const { backstageIdentity } = (await signedIn.json()) as {
      backstageIdentity: { token: string };
    };
    const response = await fetch(`${this.baseUrl}${path}`, {
      ...init,
      headers: {
        ...init?.headers,
        Authorization: `Bearer ${backstageIdentity.token}`,
      },
    });
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
    return response;
  }
}
