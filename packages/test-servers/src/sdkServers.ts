import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer as LegacyMcpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { Listening, listen } from './listen';

function legacyServer(version: string): LegacyMcpServer {
  const server = new LegacyMcpServer(
    { name: 'legacy', version },
    { instructions: 'Ask before you write.' },
  );
  server.registerTool(
    'find_owner',
    {
      description: 'Who owns a path',
      inputSchema: { path: z.string() },
      annotations: { readOnlyHint: true },
    },
    async () => ({ content: [] }),
  );
  server.registerTool('touch', { inputSchema: {} }, async () => ({
    content: [],
  }));
  server.registerPrompt('explain', { description: 'Explain' }, async () => ({
    messages: [],
  }));
  server.registerResource('readme', 'doc://readme', {}, async () => ({
    contents: [],
  }));
  return server;
}

/** Refuses callers without the token, with the challenge that RFC 9728 asks for. */
export function guarded(
  token: string | undefined,
  handler: (req: IncomingMessage, res: ServerResponse) => void,
  options: { metadata?: object; challenge?: boolean } = {},
) {
  return (req: IncomingMessage, res: ServerResponse) => {
    const origin = `http://${req.headers.host}`;
    if (
      options.metadata &&
      req.url?.startsWith('/.well-known/oauth-protected-resource')
    ) {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify(options.metadata));
      return;
    }
    if (token && req.headers.authorization !== `Bearer ${token}`) {
      res.writeHead(
        401,
        options.challenge === false
          ? {}
          : {
              'www-authenticate': `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
            },
      );
      res.end('secret body that nobody may repeat');
      return;
    }
    handler(req, res);
  };
}

/** What a legacy server counted; sessions have to be given back. */
export interface SessionCount {
  open: number;
  opened: number;
}

/** SDK v1, streamable HTTP with sessions (revision 2025-11-25). */
export async function startLegacyServer(
  options: {
    token?: string;
    version?: string;
    metadata?: object;
    challenge?: boolean;
    json?: boolean;
  } = {},
): Promise<Listening & { sessions: SessionCount }> {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const sessions: SessionCount = { open: 0, opened: 0 };
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const id = req.headers['mcp-session-id'];
    let transport = typeof id === 'string' ? transports.get(id) : undefined;
    if (!transport && req.method === 'POST' && !id) {
      const created = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        enableJsonResponse: options.json ?? false,
        onsessioninitialized: session => {
          transports.set(session, created);
          sessions.open += 1;
          sessions.opened += 1;
        },
        onsessionclosed: session => {
          transports.delete(session);
          sessions.open -= 1;
        },
      });
      transport = created;
      await legacyServer(options.version ?? '1.0.0').connect(created);
    }
    if (!transport) {
      res.writeHead(400).end();
      return;
    }
    await transport.handleRequest(req, res);
  };
  const listening = await listen(guarded(options.token, handle, options));
  return { ...listening, sessions };
}

/** SDK v1, HTTP with SSE (revision 2024-11-05); nothing but SSE is served. */
export async function startSseServer(): Promise<Listening> {
  const transports = new Map<string, SSEServerTransport>();
  const listening = await listen(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost');
    if (req.method === 'GET' && url.pathname === '/mcp') {
      const transport = new SSEServerTransport('/messages', res);
      transports.set(transport.sessionId, transport);
      res.on('close', () => transports.delete(transport.sessionId));
      await legacyServer('1.0.0').connect(transport);
      return;
    }
    const transport = transports.get(url.searchParams.get('sessionId') ?? '');
    if (req.method === 'POST' && url.pathname === '/messages' && transport) {
      await transport.handlePostMessage(req, res);
      return;
    }
    res.writeHead(url.pathname === '/mcp' ? 405 : 404).end();
  });
  return listening;
}

/** SDK v2, revision 2026-07-28. */
export async function startModernServer(
  options: { token?: string; metadata?: object } = {},
): Promise<Listening> {
  const handler = toNodeHandler(
    createMcpHandler(() => {
      const server = new McpServer(
        { name: 'modern', version: '2.0.0' },
        { instructions: 'Reads only.' },
      );
      server.registerTool(
        'list_entities',
        {
          description: 'Lists',
          inputSchema: z.object({ kind: z.enum(['api', 'component']) }),
          outputSchema: z.object({ names: z.array(z.string()) }),
          annotations: { readOnlyHint: true },
        },
        async () => ({ content: [], structuredContent: { names: [] } }),
      );
      return server;
    }),
  );
  return listen(
    guarded(options.token, (req, res) => void handler(req, res), options),
  );
}
