import {
  Client,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import pLimit from 'p-limit';
import { Agent, fetch as undiciFetch } from 'undici';

/** Connects to each server and lists its tools with the SDK alone, and does nothing with the answer. */
export async function bareLoop(
  urls: readonly string[],
  concurrency: number,
  dispatcher: Agent,
): Promise<void> {
  const limit = pLimit(concurrency);
  await Promise.all(
    urls.map(url =>
      limit(async () => {
        const client = new Client(
          { name: 'bare', version: '0' },
          { versionNegotiation: { mode: 'auto' } },
        );
        const transport = new StreamableHTTPClientTransport(new URL(url), {
          fetch: (input, init) =>
            undiciFetch(
              input as string,
              { ...init, dispatcher } as Parameters<typeof undiciFetch>[1],
            ) as unknown as Promise<Response>,
        });
        await client.connect(transport);
        await client.listTools();
        await client.close();
      }),
    ),
  );
}
