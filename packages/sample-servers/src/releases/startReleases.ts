import PromiseRouter from 'express-promise-router';
import { RunningServer, serveMcp } from '../http/serveMcp';
import { Sessions } from '../http/Sessions';
import { SseConnections } from '../http/SseConnections';
import { CallLog, writeCall } from '../tools/callLog';
import { createReleases } from './createReleases';
import { ReleaseStore } from './ReleaseStore';

/** Serves `releases` over streamable HTTP with sessions at `/mcp`, and over SSE at `/sse`. */
export async function startReleases(options: {
  /** 0 for a free one. */
  port: number;
  token: string;
  /** Where the store is kept. */
  folder: string;
  /** Whether the write gate is open. */
  writes: boolean;
  log?: CallLog;
}): Promise<RunningServer> {
  const { port, token, folder, writes, log = writeCall } = options;
  const store = await ReleaseStore.create({ folder });
  const createServer = () => createReleases({ store, writes, log });
  const sessions = Sessions.create(createServer);
  const connections = SseConnections.create({
    createServer,
    messagesPath: '/messages',
  });
  const routes = PromiseRouter();
  routes.all('/mcp', (req, res) => sessions.handle(req, res));
  routes.get('/sse', (req, res) => connections.open(req, res));
  routes.post('/messages', (req, res) => connections.receive(req, res));
  return serveMcp({
    port,
    token,
    routes,
    async close() {
      await Promise.all([sessions.close(), connections.close()]);
    },
  });
}
