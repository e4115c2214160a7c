import { writeFile } from 'node:fs/promises';
import {
  Snapshot,
  hashSnapshot,
  partialReason,
} from 'backstage-plugin-mcp-governance-common';
import { Command } from 'commander';
import { exitCodes } from '../exitCodes';
import {
  ObservationOptions,
  Taken,
  httpUrl,
  observationOptions,
  takeSnapshot,
} from '../introspect/takeSnapshot';
import { plainText } from '../plainText';
import type { Surroundings } from '../runCli';
import {
  Portal,
  ServerName,
  UPLOAD_TOKEN_VARIABLE,
  serverName,
} from './Portal';
import { takeStdioSnapshot } from './takeStdioSnapshot';

interface SnapshotOptions extends ObservationOptions {
  url?: string;
  stdio: boolean;
  out?: string;
  upload: boolean;
  portal?: string;
  server?: ServerName;
}

/** What the arguments come to, each checked before anything is started. */
interface Plan {
  take(): Promise<Taken>;
  upload?: { portal: Portal; server: ServerName; token: string };
}

function planOf(
  command: readonly string[],
  options: SnapshotOptions,
  surroundings: Surroundings,
): Plan | { problem: string } {
  const { url, stdio, upload, portal, server } = options;
  const { env } = surroundings;
  const [program, ...args] = command;
  if (stdio === (url !== undefined)) {
    return { problem: 'name either --url URL or --stdio -- COMMAND …' };
  }
  if (stdio !== (program !== undefined)) {
    return {
      problem: stdio
        ? 'name the command that starts the server: --stdio -- COMMAND …'
        : `a command is run with --stdio only, not with --url: ${command.join(
            ' ',
          )}`,
    };
  }
  const plan: Plan = {
    take: () =>
      url === undefined
        ? takeStdioSnapshot([program, ...args], options, surroundings)
        : takeSnapshot(url, options, env),
  };
  if (!upload) {
    return plan;
  }
  const token = env[UPLOAD_TOKEN_VARIABLE]?.trim();
  if (!portal || !server) {
    return { problem: 'to upload, name --portal URL and --server NAME' };
  }
  if (!token || /\s/.test(token)) {
    return {
      problem: `to upload, put a token of the server into ${UPLOAD_TOKEN_VARIABLE}`,
    };
  }
  return { ...plan, upload: { portal: new Portal(portal), server, token } };
}

function fileOf(snapshot: Snapshot, observedAt: string, url?: string): string {
  const { whole: hash } = hashSnapshot(snapshot);
  return `${JSON.stringify({ url, observedAt, hash, ...snapshot }, null, 2)}\n`;
}

/** Sends a snapshot in and prints what became of it; answers the exit code. */
async function send(
  { portal, server, token }: NonNullable<Plan['upload']>,
  snapshot: Snapshot,
  { out, err }: Surroundings,
): Promise<number> {
  if (portal.isInTheOpen) {
    err('warning: over http, without TLS, others can read the token\n');
  }
  const sent = await portal.upload(server, snapshot, token);
  if ('problem' in sent) {
    err(`error: the snapshot was not uploaded: ${sent.problem}\n`);
    return exitCodes.notUploaded;
  }
  const { receipt } = sent;
  const { status, count } = receipt.drift;
  out(
    `${receipt.entityRef}: ${
      receipt.isOther ? 'a new snapshot' : 'the same snapshot as before'
    }, ${receipt.hash}\ndrift: ${status}${
      count > 0 ? `, ${count} disagreements` : ''
    }, ${portal.driftPage(server)}\n`,
  );
  return exitCodes.ok;
}

async function run(
  command: readonly string[],
  options: SnapshotOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { out, err, now } = surroundings;
  const plan = planOf(command, options, surroundings);
  if ('problem' in plan) {
    err(`error: ${plan.problem}\n`);
    return exitCodes.unusable;
  }
  const observedAt = now().toISOString();
  const taken = await plan.take();
  if ('problem' in taken) {
    err(`error: ${taken.problem}\n`);
    return taken.code;
  }
  const { snapshot } = taken;
  const failed = partialReason(snapshot);
  if (failed) {
    err(`warning: ${plainText(failed)}\n`);
  }
  const text = fileOf(snapshot, observedAt, options.url);
  if (options.out !== undefined) {
    try {
      await writeFile(options.out, text);
    } catch (error) {
      err(`error: ${options.out} cannot be written: ${error}\n`);
      return exitCodes.unusable;
    }
  } else if (!plan.upload) {
    out(text);
  }
  return plan.upload ? send(plan.upload, snapshot, surroundings) : exitCodes.ok;
}

/** `mcp-governance snapshot` */
export function snapshotCommand(
  surroundings: Surroundings,
  exitWith: (code: number) => void,
): Command {
  const command = new Command('snapshot')
    .description(
      'Take a snapshot of a server, of one over stdio too, and upload it to the portal.',
    )
    .argument('[command...]', 'after --stdio --: what starts the server')
    .option(
      '--url <url>',
      'look at an endpoint; any address is called',
      httpUrl,
    )
    .option('--stdio', 'run your own command and speak to it over stdio', false)
    .option('--out <file>', 'write the snapshot there, not to standard output')
    .option('--upload', 'send the snapshot to the portal', false)
    .option(
      '--portal <url>',
      'where the portal is opened in a browser',
      httpUrl,
    )
    .option('--server <name>', 'namespace/name of the entity', serverName)
    .addHelpText(
      'after',
      `
To upload, put an upload token of the server into ${UPLOAD_TOKEN_VARIABLE}.
It is issued on the page of the server in the portal, and shown once.

Examples:
  mcp-governance snapshot --stdio -- npx -y @acme/schema-lint-mcp
  mcp-governance snapshot --stdio --upload --portal https://portal.example.com \\
    --server default/schema-lint -- npx -y @acme/schema-lint-mcp

Exit codes: 0 a snapshot was taken (sections that failed are in it as failed),
2 unusable arguments, 3 the server could not be observed, 4 the portal did not
take the snapshot in.`,
    )
    .action(async (words: string[], options: SnapshotOptions) => {
      exitWith(await run(words, options, surroundings));
    });
  observationOptions().forEach(option => command.addOption(option));
  return command;
}
