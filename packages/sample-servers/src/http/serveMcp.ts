import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  localhostHostValidation,
  localhostOriginValidation,
} from '@modelcontextprotocol/node';
import express, { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { describeResource } from './protectedResource';
import { requireToken } from './requireToken';

/** A sample server that is being served. */
export interface RunningServer {
  /** `http://127.0.0.1:<port>/mcp` */
  url: string;
  close(): Promise<void>;
}

type Guard = ReturnType<typeof localhostHostValidation>;

/** A guard of the SDK, which answers refused requests itself, as a middleware. */
function guardedBy(guard: Guard): RequestHandler {
  return (req, res, next) => {
    if (guard(req, res)) {
      next();
    }
  };
}

/** Without it Express would show the stack to the caller. */
const answerFault: ErrorRequestHandler = (error, _req, res, next) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  if (res.headersSent) {
    next(error);
    return;
  }
  res.status(500).json({ error: 'server_error' });
};

/**
 * Serves one MCP server on loopback: `routes` behind the token, `/health` and
 * the protected-resource metadata in the open, all of it for local hosts and
 * origins only.
 */
export async function serveMcp(options: {
  /** 0 for a free one. */
  port: number;
  token: string;
  routes: Router;
  /** Ends what the routes keep open. */
  close(): Promise<void>;
}): Promise<RunningServer> {
  const app = express();
  app.disable('x-powered-by');
  app.use(guardedBy(localhostHostValidation()));
  app.use(guardedBy(localhostOriginValidation()));
  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/.well-known/oauth-protected-resource/mcp', describeResource);
  app.use(requireToken(options.token));
  app.use(options.routes);
  app.use(answerFault);

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      await options.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
