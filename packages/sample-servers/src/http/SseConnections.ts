import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { Request, Response } from 'express';

/** HTTP with SSE (revision 2024-11-05): a stream for what the server says, a POST for each thing that the client says. */
export class SseConnections {
  static create(options: {
    createServer: () => McpServer;
    /** Where clients are told to post. */
    messagesPath: string;
  }): SseConnections {
    return new SseConnections(options.createServer, options.messagesPath);
  }

  private readonly transports = new Map<string, SSEServerTransport>();

  private constructor(
    private readonly createServer: () => McpServer,
    private readonly messagesPath: string,
  ) {}

  async open(_req: Request, res: Response): Promise<void> {
    const transport = new SSEServerTransport(this.messagesPath, res);
    this.transports.set(transport.sessionId, transport);
    res.on('close', () => this.transports.delete(transport.sessionId));
    await this.createServer().connect(transport);
  }

  async receive(req: Request, res: Response): Promise<void> {
    const transport = this.transports.get(String(req.query.sessionId));
    if (!transport) {
      res.status(404).json({ error: 'No such connection' });
      return;
    }
    await transport.handlePostMessage(req, res);
  }

  async close(): Promise<void> {
    await Promise.all([...this.transports.values()].map(one => one.close()));
  }
}
