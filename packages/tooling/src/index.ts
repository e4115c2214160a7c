import { Command } from 'commander';
import { Failure } from './Failure';
import { generate } from './generate/generate';
import { startPortal } from './start/startPortal';
import { testAll, verify } from './verify/verify';

const program = new Command('tooling').description(
  'Runs, checks and generates this workspace.',
);

program
  .command('start')
  .description('serve the portal with its sample servers')
  .option('--fresh', 'forget what earlier runs stored', false)
  .option('--dev', 'from source, reloading when something changes', false)
  .option('--port <number>', 'port of the portal; the samples follow', '7007')
  .option('--data <folder>', 'where database, tokens and logs are kept')
  .action(startPortal);

program
  .command('generate')
  .description('write the files that are made from the sources')
  .option('--check', 'only say which are out of date', false)
  .action(generate);

program
  .command('verify')
  .description('every check that needs no browser')
  .action(verify);

program
  .command('test')
  .description('every check, the browser tests included')
  .option('--skip-nothing', 'what is skipped counts as failed', false)
  .action(testAll);

program.parseAsync().catch((error: unknown) => {
  const isFailure = error instanceof Failure;
  const text = error instanceof Error && !isFailure ? error.stack : error;
  process.stderr.write(`${isFailure ? error.message : text}\n`);
  process.exitCode = 1;
});
