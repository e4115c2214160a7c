import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** What the servers under test demand. */
export const TOKEN = 'token-of-the-tests';

/** Connects an SDK v1 client with {@link TOKEN}. */
export async function legacyClient(
  url: string,
  type: 'streamable-http' | 'sse' = 'streamable-http',
): Promise<Client> {
  const options = {
    requestInit: { headers: { Authorization: `Bearer ${TOKEN}` } },
  };
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(
    type === 'sse'
      ? new SSEClientTransport(new URL(url), options)
      : new StreamableHTTPClientTransport(new URL(url), options),
  );
  return client;
}
