import {
  defaultLimits,
  introspectStdio,
} from 'backstage-plugin-mcp-governance-node';
import { exitCodes } from '../exitCodes';
import { Taken } from '../introspect/takeSnapshot';
import type { Surroundings } from '../runCli';
import { UPLOAD_TOKEN_VARIABLE } from './Portal';

/** Kept of the time limit for ending the server and printing. */
const RESERVE_MS = 300;
/** Ours, and nothing that the server is to know. */
const ownVariables = ['MCP_GOVERNANCE_TOKEN', UPLOAD_TOKEN_VARIABLE];

/** Starts a server that speaks MCP over stdio, looks at it once and ends it. */
export async function takeStdioSnapshot(
  [command, ...args]: readonly [string, ...string[]],
  { timeout }: { timeout: number },
  { env, err }: Pick<Surroundings, 'env' | 'err'>,
): Promise<Taken> {
  const result = await introspectStdio({
    server: {
      command,
      args,
      env: Object.fromEntries(
        Object.entries(env).filter(([name]) => !ownVariables.includes(name)),
      ),
    },
    limits: { ...defaultLimits, totalTimeoutMs: timeout * 1000 - RESERVE_MS },
    onErrorOutput: err,
  });
  if (result.status === 'observed') {
    return { snapshot: result.snapshot };
  }
  const reason =
    result.status === 'failed' ? result.failure.message : 'unchanged';
  return {
    problem: `${command} could not be observed: ${reason}`,
    code: exitCodes.notObserved,
  };
}
