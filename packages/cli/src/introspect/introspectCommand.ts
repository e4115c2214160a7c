import { hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import {
  EgressPolicy,
  GuardedHttp,
  defaultLimits,
  introspect,
} from 'backstage-plugin-mcp-governance-node';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes } from '../exitCodes';
import type { Surroundings } from '../runCli';
import { describeSnapshot } from './describeSnapshot';

const TOKEN_VARIABLE = 'MCP_GOVERNANCE_TOKEN';
/** Kept of the time limit for printing and ending. */
const RESERVE_MS = 300;

function httpUrl(text: string): string {
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

/** `mcp-governance introspect URL` */
export function introspectCommand(
  { out, err, env, now }: Surroundings,
  exitWith: (code: number) => void,
): Command {
  return new Command('introspect')
    .description('Look at a live server once and print what it answered.')
    .argument(
      '<url>',
      'the endpoint; any address that you name is called',
      httpUrl,
    )
    .option('--json', 'print the snapshot as JSON', false)
    .addOption(
      new Option('--transport <type>', 'how the endpoint is declared')
        .choices(['streamable-http', 'sse'])
        .default('streamable-http'),
    )
    .option('--timeout <seconds>', 'time limit for everything', seconds, 30)
    .option(
      '--token-env <name>',
      'environment variable that holds a bearer token',
      TOKEN_VARIABLE,
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 a snapshot was taken (sections that failed are in it as failed),
2 unusable arguments, 3 the server could not be observed.`,
    )
    .action(
      async (
        url: string,
        options: {
          json: boolean;
          transport: 'streamable-http' | 'sse';
          timeout: number;
          tokenEnv: string;
        },
      ) => {
        const token = env[options.tokenEnv];
        if (!token && options.tokenEnv !== TOKEN_VARIABLE) {
          err(
            `error: the environment variable ${options.tokenEnv} is not set\n`,
          );
          exitWith(exitCodes.unusable);
          return;
        }
        const totalTimeoutMs = options.timeout * 1000 - RESERVE_MS;
        const limits = {
          ...defaultLimits,
          totalTimeoutMs,
          connectTimeoutMs: Math.min(
            defaultLimits.connectTimeoutMs,
            totalTimeoutMs,
          ),
        };
        const http = GuardedHttp.create(EgressPolicy.anyDestination(), limits);
        const observedAt = now().toISOString();
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
        if (result.status !== 'observed') {
          const reason =
            result.status === 'failed' ? result.failure.message : 'unchanged';
          const hint =
            result.status === 'failed' &&
            result.failure.kind === 'unauthorised' &&
            !token
              ? ` (put a bearer token into ${TOKEN_VARIABLE})`
              : '';
          err(`error: ${url} could not be observed: ${reason}${hint}\n`);
          exitWith(exitCodes.notObserved);
          return;
        }
        const { snapshot } = result;
        const { whole } = hashSnapshot(snapshot);
        out(
          options.json
            ? `${JSON.stringify(
                { url, observedAt, hash: whole, ...snapshot },
                null,
                2,
              )}\n`
            : describeSnapshot(url, whole, snapshot),
        );
      },
    );
}
