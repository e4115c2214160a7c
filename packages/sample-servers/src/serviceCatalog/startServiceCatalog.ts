import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import PromiseRouter from 'express-promise-router';
import { RunningServer, serveMcp } from '../http/serveMcp';
import { CallLog, writeCall } from '../tools/callLog';
import { CatalogReader } from './CatalogReader';
import { createServiceCatalog } from './createServiceCatalog';

/** Serves `service-catalog` statelessly, in revision 2026-07-28 and for older clients too. */
export async function startServiceCatalog(options: {
  /** 0 for a free one. */
  port: number;
  token: string;
  /** Base URL of the portal, e.g. `http://127.0.0.1:7007`. */
  portal: string;
  /** What this server shows to the portal. */
  portalToken: string;
  log?: CallLog;
}): Promise<RunningServer> {
  const { port, token, portal, portalToken, log = writeCall } = options;
  const catalog = CatalogReader.create({ portal, token: portalToken });
  const handler = createMcpHandler(() => createServiceCatalog(catalog, log));
  const handle = toNodeHandler(handler);
  const routes = PromiseRouter();
  routes.all('/mcp', (req, res) => handle(req, res));
  return serveMcp({ port, token, routes, close: () => handler.close() });
}
