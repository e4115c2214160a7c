import { hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import { Command } from 'commander';
import type { Surroundings } from '../runCli';
import { describeSnapshot } from './describeSnapshot';
import {
  ObservationOptions,
  httpUrl,
  observationOptions,
  takeSnapshot,
} from './takeSnapshot';

/** `mcp-governance introspect URL` */
export function introspectCommand(
  { out, err, env, now }: Surroundings,
  exitWith: (code: number) => void,
): Command {
  const command = new Command('introspect')
    .description('Look at a live server once and print what it answered.')
    .argument(
      '<url>',
      'the endpoint; any address that you name is called',
      httpUrl,
    )
    .option('--json', 'print the snapshot as JSON', false)
    .addHelpText(
      'after',
      `
Exit codes: 0 a snapshot was taken (sections that failed are in it as failed),
2 unusable arguments, 3 the server could not be observed.`,
    )
    .action(
      async (url: string, options: ObservationOptions & { json: boolean }) => {
        const observedAt = now().toISOString();
        const taken = await takeSnapshot(url, options, env);
        if ('problem' in taken) {
          err(`error: ${taken.problem}\n`);
          exitWith(taken.code);
          return;
        }
        const { snapshot } = taken;
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
  observationOptions().forEach(option => command.addOption(option));
  return command;
}
