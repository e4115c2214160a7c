import { Command } from 'commander';
import { apiBench } from './api/apiBench';
import { driftBench } from './drift/driftBench';
import { entryBench } from './entry/entryBench';
import { sweepBench } from './sweep/sweepBench';

const program = new Command('bench').description(
  'Measures what the project promises about speed and memory.',
);

program
  .command('sweep')
  .description('a sweep of the fleet beside a bare SDK loop; memory; storage')
  .option('--servers <number>', 'size of the fleet', '1000')
  .option('--rounds <number>', 'rounds after the warm-up', '5')
  .action(sweepBench);

program
  .command('api')
  .description('the list of servers with 1,000 and with 10,000 of them')
  .option('--requests <number>', 'requests for each figure', '200')
  .option('--engine <name>', 'only sqlite or postgres')
  .action(apiBench);

program
  .command('entry')
  .description('what the catalog module does with a very large entry')
  .action(entryBench);

program
  .command('drift')
  .description('comparing two versions of a large server')
  .action(driftBench);

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
