import { Entity } from '@backstage/catalog-model';
import { EmailLookup } from 'backstage-plugin-mcp-governance-common';
import { Command } from 'commander';
import { exitCodes } from '../exitCodes';
import { TextFile, readTextFile } from '../files/readTextFile';
import { findingLine, hasErrors } from '../findings/Finding';
import type { Surroundings } from '../runCli';
import { importPlaybooks } from './importPlaybooks';
import { readUsers } from './readUsers';
import { entityText, writeEntities } from './writeEntities';

interface ImportOptions {
  out?: string;
  force: boolean;
  users?: string;
}

const nobody: EmailLookup = () => undefined;

/** Hands the entities over as asked for, and answers the exit code of that. */
async function handOver(
  entities: readonly Entity[],
  { out, err }: Surroundings,
  options: ImportOptions,
): Promise<number> {
  if (!options.out) {
    out(entities.map(entityText).join('---\n'));
    return exitCodes.ok;
  }
  const result = await writeEntities(options.out, entities, options.force);
  if ('inTheWay' in result) {
    for (const file of result.inTheWay) {
      err(`error: ${file} is there already; --force writes over it\n`);
    }
    err('error: nothing was written\n');
    return exitCodes.unusable;
  }
  for (const file of result.written) {
    out(`${file}\n`);
  }
  return exitCodes.ok;
}

async function runImport(
  files: readonly string[],
  surroundings: Surroundings,
  options: ImportOptions,
): Promise<number> {
  const { err } = surroundings;
  const users = options.users
    ? await readUsers(options.users)
    : { lookup: nobody };
  if ('problem' in users) {
    err(`error: ${users.problem}\n`);
    return exitCodes.unusable;
  }
  const read = await Promise.all(files.map(readTextFile));
  const unreadable = read.filter(file => 'problem' in file);
  for (const { file, problem } of unreadable) {
    err(`error: ${file}: ${problem}\n`);
  }
  const texts = read.filter(
    (file: TextFile): file is Extract<TextFile, { text: string }> =>
      'text' in file,
  );
  const { entities, findings } = importPlaybooks(texts, users.lookup);
  const kept = findings.filter(({ rule }) => rule === 'unmatched-email');
  for (const finding of findings) {
    if (options.users || finding.rule !== 'unmatched-email') {
      err(findingLine(finding));
    }
  }
  if (kept.length > 0 && !options.users) {
    err(
      `note: ${kept.length} e-mail address${
        kept.length === 1 ? '' : 'es'
      } stayed as written; --users FILE matches them to the users of a catalog file\n`,
    );
  }
  const isUnusable =
    unreadable.length > 0 ||
    findings.some(({ rule }) =>
      ['yaml-syntax', 'not-a-playbook'].includes(rule),
    );
  const given =
    entities.length > 0
      ? await handOver(
          entities.map(({ entity }) => entity),
          surroundings,
          options,
        )
      : exitCodes.ok;
  if (isUnusable || given !== exitCodes.ok) {
    return exitCodes.unusable;
  }
  return hasErrors(findings) ? exitCodes.findings : exitCodes.ok;
}

/** `mcp-governance import FILES…` */
export function importCommand(
  surroundings: Surroundings,
  exitWith: (code: number) => void,
): Command {
  return new Command('import')
    .description(
      'Turn playbook files (snake_case, one server each) into catalog entities.',
    )
    .argument('<files...>', 'playbook files')
    .option(
      '--out <folder>',
      'write <folder>/<name>.yaml for each server instead of printing them all',
    )
    .option('--force', 'write over files that are there already', false)
    .option(
      '--users <file>',
      'catalog file of users and groups, to match e-mail addresses',
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 every file was imported (warnings are printed), 1 a file has errors
and was left out, 2 unusable input (no such file, no YAML, no playbook, or a file
in the way).`,
    )
    .action(async (files: string[], options: ImportOptions) => {
      exitWith(await runImport(files, surroundings, options));
    });
}
