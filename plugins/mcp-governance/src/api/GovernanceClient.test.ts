import { GovernanceClient } from './GovernanceClient';

/** A client whose backend answers everything in one way. */
function clientOf(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: string) =>
      ({
        ok: status < 400,
        status,
        statusText: 'Some status',
        headers: new Headers({ 'content-type': 'application/json' }),
        json: async () => body,
        text: async () => JSON.stringify(body),
      } as unknown as Response),
  );
  const client = new GovernanceClient({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: { fetch: fetch as unknown as typeof globalThis.fetch },
  });
  return { client, fetch };
}

describe('GovernanceClient', () => {
  it('asks for exactly what the list is narrowed to', async () => {
    const { client, fetch } = clientOf(200, { items: [], totalItems: 0 });
    await client.listServers({
      q: 'find owner',
      health: ['degraded', 'unreachable'],
      mine: undefined,
      limit: 25,
      offset: 0,
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://localhost/api/mcp-governance/servers?q=find+owner&health=degraded&health=unreachable&limit=25&offset=0',
    );
  });

  it('rejects with what the backend said, not only with the status', async () => {
    const { client } = clientOf(403, {
      error: { name: 'NotAllowedError', message: 'You may not look' },
      request: { method: 'POST', url: '/' },
      response: { statusCode: 403 },
    });
    await expect(
      client.lookAgain({ namespace: 'default', name: 'notes' }),
    ).rejects.toThrow(/^You may not look$/);
  });

  it('tells a conflict from other refusals', async () => {
    const { client, fetch } = clientOf(409, {
      error: { name: 'ConflictError', message: 'It changed meanwhile' },
      request: { method: 'POST', url: '/' },
      response: { statusCode: 409 },
    });
    const body = {
      decision: 'approved' as const,
      pair: { snapshot: 'a', entryRevision: 'b' },
      reason: 'Looked at with care',
    };
    await expect(
      client.decide({ namespace: 'default', name: 'notes' }, body),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'It changed meanwhile',
    });
    expect(fetch).toHaveBeenCalledWith(
      'http://localhost/api/mcp-governance/servers/default/notes/decisions',
      expect.objectContaining({ method: 'POST', body: JSON.stringify(body) }),
    );
  });

  it('gives the feed the filters of the page', async () => {
    const { client } = clientOf(200, {});
    await expect(
      client.feedAddress({ verdict: ['security', 'breaking'], mine: true }),
    ).resolves.toBe(
      'http://localhost/api/mcp-governance/changes.atom?verdict=security&verdict=breaking&mine=true',
    );
  });

  it('rejects an answer of another shape', async () => {
    const { client } = clientOf(200, { items: 'none' });
    await expect(client.listRejectedEntries()).rejects.toThrow();
  });
});
