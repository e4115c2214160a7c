import path from 'node:path';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import PromiseRouter from 'express-promise-router';
import { RunningServer, serveMcp } from '../http/serveMcp';
import { CallLog, writeCall } from '../tools/callLog';
import { createNotes } from './createNotes';
import { NoteStore } from './NoteStore';

/** Serves `notes` over streamable HTTP without sessions. */
export async function startNotes(options: {
  /** 0 for a free one. */
  port: number;
  token: string;
  /** Where the notes are kept, and where the file `notes-flag` changes `add_note`. */
  folder: string;
  log?: CallLog;
}): Promise<RunningServer> {
  const { port, token, folder, log = writeCall } = options;
  const store = await NoteStore.create({ folder });
  const flagFile = path.join(folder, 'notes-flag');
  const routes = PromiseRouter();
  routes.post('/mcp', async (req, res) => {
    const server = createNotes({ store, flagFile, log });
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
    });
    res.on('close', () => {
      server.close().catch(() => {});
    });
    await server.connect(transport);
    await transport.handleRequest(req, res);
  });
  // Without sessions there is no stream to open and nothing to end.
  routes.all('/mcp', async (_req, res) => {
    res.status(405).set('Allow', 'POST').end();
  });
  return serveMcp({ port, token, routes, close: async () => {} });
}
