import { runCli } from './runCli';

runCli(process.argv, {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  env: process.env,
  now: () => new Date(),
}).then(
  code => {
    // Written out before it ends, also where standard output is a slow pipe.
    process.stdout.write('', () => process.exit(code));
  },
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
