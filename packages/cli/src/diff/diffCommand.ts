import {
  Change,
  Verdict,
  diffSnapshots,
  isAtLeast,
  verdicts,
  worstVerdict,
} from 'backstage-plugin-mcp-governance-common';
import { Command, Option } from 'commander';
import { exitCodes } from '../exitCodes';
import {
  ObservationOptions,
  observationOptions,
} from '../introspect/takeSnapshot';
import { plainText } from '../plainText';
import type { Surroundings } from '../runCli';
import { Part, parts, withinKnown } from './Comparable';
import { readComparable } from './readComparable';

const thresholds = ['security', 'breaking', 'unknown', 'behavioural'] as const;

const words: Record<Part, string> = {
  tools: 'tools',
  prompts: 'prompts',
  resources: 'resources',
  resourceTemplates: 'resource templates',
  server: 'what the server says of itself',
  auth: 'who is let in without a credential',
  caller: 'as whom it was seen',
};

function toText(verdict: Verdict, changes: readonly Change[]): string {
  if (changes.length === 0) {
    return 'none: nothing changed\n';
  }
  const groups = verdicts
    .map(name => ({
      name,
      found: changes.filter(change => change.verdict === name),
    }))
    .filter(({ found }) => found.length > 0);
  const summary = groups
    .map(({ name, found }) => `${found.length} ${name}`)
    .join(', ');
  const lines = groups.flatMap(({ name, found }) => [
    '',
    name,
    ...found.map(
      ({ subject, path, explanation }) =>
        `  ${plainText(subject)}${
          path && ` ${plainText(path)}`
        }\n    ${plainText(explanation)}`,
    ),
  ]);
  return `${[`${verdict}: ${summary}`, ...lines].join('\n')}\n`;
}

/** `mcp-governance diff A B` */
export function diffCommand(
  { out, err, env }: Surroundings,
  exitWith: (code: number) => void,
): Command {
  const command = new Command('diff')
    .description(
      'Say what changed from one state of a server to another, and whom it breaks.',
    )
    .argument(
      '<before>',
      'snapshot, recorded connection, answer of tools/list, or URL',
    )
    .argument('<after>', 'the same')
    .option('--json', 'print verdict and changes as JSON', false)
    .addOption(
      new Option(
        '--fail-on <verdict>',
        'exit with 1 at this verdict or a worse one',
      ).choices(thresholds),
    )
    .addHelpText(
      'after',
      `
Verdicts, the worst first: ${verdicts.join(', ')}.

Exit codes: 0 compared, 1 a change is as bad as --fail-on or worse, 2 unusable
arguments or input.`,
    )
    .action(
      async (
        before: string,
        after: string,
        options: ObservationOptions & { json: boolean; failOn?: Verdict },
      ) => {
        const sides = [];
        for (const source of [before, after]) {
          const side = await readComparable(source, options, env);
          if ('problem' in side) {
            err(`error: ${plainText(side.problem)}\n`);
            exitWith(exitCodes.unusable);
            return;
          }
          sides.push(side);
        }
        const pair = withinKnown(sides[0], sides[1]);
        if (pair.compared.length < parts.length) {
          const left = parts.filter(part => !pair.compared.includes(part));
          err(
            `Not compared, as one side does not tell: ${left
              .map(part => words[part])
              .join(', ')}.\n`,
          );
        }
        const changes = diffSnapshots(pair.before, pair.after);
        const verdict = worstVerdict(changes.map(change => change.verdict));
        out(
          options.json
            ? `${JSON.stringify({ verdict, changes }, null, 2)}\n`
            : toText(verdict, changes),
        );
        if (options.failOn && isAtLeast(verdict, options.failOn)) {
          exitWith(exitCodes.findings);
        }
      },
    );
  observationOptions().forEach(option => command.addOption(option));
  return command;
}
