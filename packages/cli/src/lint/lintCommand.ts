import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { exitCodes } from '../exitCodes';
import { findingLine, hasErrors } from '../findings/Finding';
import {
  ObservationOptions,
  httpUrl,
  observationOptions,
  takeSnapshot,
} from '../introspect/takeSnapshot';
import type { Surroundings } from '../runCli';
import { LintResult, Live, lintFiles } from './lintFiles';
import { readSnapshotFile } from './readSnapshotFile';
import { toSarif } from './toSarif';

interface LintOptions extends ObservationOptions {
  json: boolean;
  sarif: boolean;
  url?: string;
  snapshot?: string;
  fix: boolean;
}

/** Rules whose findings mean that a file could not be looked at. */
const unusableRules = ['yaml-syntax', 'not-an-entry'];

async function liveOf(
  { url, snapshot, ...options }: LintOptions,
  env: NodeJS.ProcessEnv,
): Promise<{ live?: Live } | { problem: string; code: number }> {
  if (url) {
    const taken = await takeSnapshot(url, options, env);
    return 'problem' in taken
      ? taken
      : { live: { snapshot: taken.snapshot, url, knowsTransport: true } };
  }
  if (snapshot) {
    const stored = await readSnapshotFile(snapshot, options, env);
    return 'problem' in stored
      ? { ...stored, code: exitCodes.unusable }
      : { live: stored };
  }
  return {};
}

function print(
  { findings, unusable, fixed }: LintResult,
  { out }: Surroundings,
  options: LintOptions,
): void {
  if (options.sarif) {
    out(`${JSON.stringify(toSarif(findings, unusable), null, 2)}\n`);
  } else if (options.json) {
    const count = (wanted: string) =>
      findings.filter(({ severity }) => severity === wanted).length;
    const summary = {
      errors: count('error'),
      warnings: count('warning'),
      unusable,
      fixed: fixed ? [fixed.file] : [],
      findings,
    };
    out(`${JSON.stringify(summary, null, 2)}\n`);
  } else {
    out(findings.map(findingLine).join(''));
  }
}

async function runLint(
  files: readonly string[],
  surroundings: Surroundings,
  options: LintOptions,
): Promise<number> {
  const { err, env } = surroundings;
  if (options.fix && !options.url && !options.snapshot) {
    err('error: --fix needs --url or --snapshot to know the live tools\n');
    return exitCodes.unusable;
  }
  const found = await liveOf(options, env);
  if ('problem' in found) {
    err(`error: ${found.problem}\n`);
    return found.code;
  }
  const result = await lintFiles(files, found.live, options.fix);
  if (result.fixed) {
    await writeFile(result.fixed.file, result.fixed.text);
    err(`fixed: the tools in ${result.fixed.file}\n`);
  }
  for (const problem of result.unusable) {
    err(`error: ${problem}\n`);
  }
  print(result, surroundings, options);
  const isUnusable =
    result.unusable.length > 0 ||
    result.findings.some(({ rule }) => unusableRules.includes(rule));
  if (isUnusable) {
    return exitCodes.unusable;
  }
  return hasErrors(result.findings) ? exitCodes.findings : exitCodes.ok;
}

/** `mcp-governance lint FILES…` */
export function lintCommand(
  surroundings: Surroundings,
  exitWith: (code: number) => void,
): Command {
  const command = new Command('lint')
    .description(
      'Check catalog-info.yaml and playbook files, on their own or against the live server.',
    )
    .argument('<files...>', 'YAML files; entities of other kinds are ignored')
    .addOption(
      new Option('--json', 'print one JSON object')
        .default(false)
        .conflicts('sarif'),
    )
    .option('--sarif', 'print a SARIF 2.1.0 log, for code scanning', false)
    .addOption(
      new Option('--url <url>', 'compare with the live server at this address')
        .argParser(httpUrl)
        .conflicts('snapshot'),
    )
    .option(
      '--snapshot <file>',
      'compare with a stored snapshot, or the answer of tools/list',
    )
    .option('--fix', 'correct the tools in the file', false)
    .addHelpText(
      'after',
      `
Each finding is a line "file:line:column severity rule message".

Exit codes: 0 nothing or only warnings, 1 errors, 2 unusable input (no such file,
no YAML, neither an entity nor a playbook), 3 the server could not be observed.`,
    )
    .action(async (files: string[], options: LintOptions) => {
      exitWith(await runLint(files, surroundings, options));
    });
  observationOptions().forEach(option => command.addOption(option));
  return command;
}
