import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';

const MOST_SESSIONS = 200;
const IDLE_MS = 30 * 60 * 1000;

/** Streamable HTTP with sessions (revision 2025-11-25), one server object each. Clients that never say goodbye are forgotten. */
export class Sessions {
  static create(createServer: () => McpServer): Sessions {
    return new Sessions(createServer);
  }

  private readonly transports = new LRUCache<
    string,
    StreamableHTTPServerTransport
  >({
    max: MOST_SESSIONS,
    ttl: IDLE_MS,
    updateAgeOnGet: true,
    dispose: transport => {
      transport.close().catch(() => {});
    },
  });

  private constructor(private readonly createServer: () => McpServer) {}

  async handle(req: Request, res: Response): Promise<void> {
    const id = req.get('mcp-session-id');
    if (id === undefined && req.method === 'POST') {
      const transport = await this.begin();
      await transport.handleRequest(req, res);
      return;
    }
    const transport = id === undefined ? undefined : this.transports.get(id);
    if (transport) {
      await transport.handleRequest(req, res);
      return;
    }
    // A client that is told 404 begins a new session (MCP, basic/transports).
    res.status(id === undefined ? 400 : 404).json({
      jsonrpc: '2.0',
      id: null,
      error: {
        code: -32000,
        message:
          id === undefined
            ? 'The Mcp-Session-Id header is missing'
            : 'No such session',
      },
    });
  }

  async close(): Promise<void> {
    this.transports.clear();
  }

  private async begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: id => {
        this.transports.set(id, transport);
      },
      onsessionclosed: id => {
        this.transports.delete(id);
      },
    });
    await this.createServer().connect(transport);
    return transport;
  }
}
