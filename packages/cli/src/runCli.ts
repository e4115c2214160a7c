import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { diffCommand } from './diff/diffCommand';
import { exitCodes } from './exitCodes';
import { importCommand } from './import/importCommand';
import { introspectCommand } from './introspect/introspectCommand';
import { lintCommand } from './lint/lintCommand';
import { snapshotCommand } from './snapshot/snapshotCommand';

/** What a command may touch of the world around it. */
export interface Surroundings {
  /** Standard output: nothing but the result. */
  out(text: string): void;
  /** Standard error: progress and reasons. */
  err(text: string): void;
  env: NodeJS.ProcessEnv;
  now(): Date;
}

/** Runs one command line and answers its exit code. */
export async function runCli(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  let code: number = exitCodes.ok;
  const exitWith = (exit: number) => {
    code = exit;
  };
  const program = new Command('mcp-governance')
    .description('Govern internal MCP servers from a terminal or a CI job.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: surroundings.out,
      writeErr: surroundings.err,
    })
    .showSuggestionAfterError();
  for (const commandOf of [
    introspectCommand,
    snapshotCommand,
    diffCommand,
    lintCommand,
    importCommand,
  ]) {
    program.addCommand(
      commandOf(surroundings, exitWith).copyInheritedSettings(program),
    );
  }
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.unusable;
    }
    throw error;
  }
}
