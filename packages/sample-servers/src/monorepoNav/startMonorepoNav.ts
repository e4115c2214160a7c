import PromiseRouter from 'express-promise-router';
import { RunningServer, serveMcp } from '../http/serveMcp';
import { Sessions } from '../http/Sessions';
import { CallLog, writeCall } from '../tools/callLog';
import { workspaceRoot } from '../workspaceRoot';
import { createMonorepoNav } from './createMonorepoNav';

/** Serves `monorepo-nav` over streamable HTTP with sessions. */
export async function startMonorepoNav(options: {
  /** 0 for a free one. */
  port: number;
  token: string;
  /** The workspace to navigate; this one by default. */
  root?: string;
  log?: CallLog;
}): Promise<RunningServer> {
  const { port, token, root = workspaceRoot, log = writeCall } = options;
  const sessions = Sessions.create(() => createMonorepoNav(root, log));
  const routes = PromiseRouter();
  routes.all('/mcp', (req, res) => sessions.handle(req, res));
  return serveMcp({ port, token, routes, close: () => sessions.close() });
}
