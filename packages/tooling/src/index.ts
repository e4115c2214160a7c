import { Command } from 'commander';
import { Failure } from './Failure';
import { startPortal } from './start/startPortal';

const program = new Command('tooling').description(
  'Runs, checks and generates this workspace.',
);

program
  .command('start')
  .description('serve the portal with its sample servers')
  .option('--fresh', 'forget what earlier runs stored', false)
  .option('--port <number>', 'port of the portal; the samples follow', '7007')
  .action(startPortal);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${
      error instanceof Failure
        ? error.message
        : error instanceof Error
        ? error.stack
        : error
    }\n`,
  );
  process.exitCode = 1;
});
