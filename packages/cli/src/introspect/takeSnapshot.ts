import { Snapshot } from 'backstage-plugin-mcp-governance-common';
import {
  EgressPolicy,
  GuardedHttp,
  defaultLimits,
  introspect,
} from 'backstage-plugin-mcp-governance-node';
import { InvalidArgumentError, Option } from 'commander';
import { exitCodes } from '../exitCodes';

const TOKEN_VARIABLE = 'MCP_GOVERNANCE_TOKEN';
/** Kept of the time limit for printing and ending. */
const RESERVE_MS = 300;

/** An endpoint that was named on the command line. */
export function httpUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidArgumentError(
      'Expected a complete URL such as https://mcp.example.com/mcp.',
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidArgumentError(
      `Expected http or https, not ${url.protocol.replace(':', '')}.`,
    );
  }
  if (url.username || url.password) {
    throw new InvalidArgumentError(
      `A URL must not carry a password; put a token into ${TOKEN_VARIABLE}.`,
    );
  }
  return url.href;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 1 || value > 600) {
    throw new InvalidArgumentError('Expected seconds, from 1 to 600.');
  }
  return value;
}

/** How a live server is talked to. */
export interface ObservationOptions {
  transport: 'streamable-http' | 'sse';
  /** Seconds, for everything. */
  timeout: number;
  tokenEnv: string;
}

/** The options of every command that talks to a live server. */
export const observationOptions = () => [
  new Option('--transport <type>', 'how the endpoint is declared')
    .choices(['streamable-http', 'sse'])
    .default('streamable-http'),
  new Option('--timeout <seconds>', 'time limit for everything')
    .argParser(seconds)
    .default(30),
  new Option(
    '--token-env <name>',
    'environment variable that holds a bearer token',
  ).default(TOKEN_VARIABLE),
];

/** A snapshot, or in one sentence why there is none, with the exit code of that. */
export type Taken = { snapshot: Snapshot } | { problem: string; code: number };

/** Looks once at a live server; any address that was named is called. */
export async function takeSnapshot(
  url: string,
  options: ObservationOptions,
  env: NodeJS.ProcessEnv,
): Promise<Taken> {
  const token = env[options.tokenEnv];
  if (!token && options.tokenEnv !== TOKEN_VARIABLE) {
    return {
      problem: `the environment variable ${options.tokenEnv} is not set`,
      code: exitCodes.unusable,
    };
  }
  const totalTimeoutMs = options.timeout * 1000 - RESERVE_MS;
  const limits = {
    ...defaultLimits,
    totalTimeoutMs,
    connectTimeoutMs: Math.min(defaultLimits.connectTimeoutMs, totalTimeoutMs),
  };
  const http = GuardedHttp.create(EgressPolicy.anyDestination(), limits);
  const result = await introspect({
    url,
    type: options.transport,
    http,
    limits,
    principal: token
      ? { name: 'bearer:cli', authorization: `Bearer ${token}` }
      : { name: 'anonymous' },
  });
  await http.close();
  if (result.status === 'observed') {
    return { snapshot: result.snapshot };
  }
  const reason =
    result.status === 'failed' ? result.failure.message : 'unchanged';
  const hint =
    result.status === 'failed' &&
    result.failure.kind === 'unauthorised' &&
    !token
      ? ` (put a bearer token into ${TOKEN_VARIABLE})`
      : '';
  return {
    problem: `${url} could not be observed: ${reason}${hint}`,
    code: exitCodes.notObserved,
  };
}
