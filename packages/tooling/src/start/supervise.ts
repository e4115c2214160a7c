import { Running, run } from './processes';

/** Starts a process that is stopped with all the others. */
export type StartProcess = (options: Parameters<typeof run>[0]) => Running;

/**
 * Runs `work`, then waits until it is interrupted or one of the processes that
 * were started ends by itself. Whatever happens, none of them stays behind.
 */
export async function supervise(
  work: (start: StartProcess) => Promise<void>,
  log: (line: string) => void,
): Promise<void> {
  const running: Running[] = [];
  let isStopping = false;
  const interrupted = new Promise<void>(resolve => {
    const interrupt = () => {
      if (!isStopping) {
        isStopping = true;
        log('\nStopping …');
        resolve();
      }
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    process.on('SIGHUP', interrupt);
  });
  const start: StartProcess = options => {
    if (isStopping) {
      throw new Error(`${options.name} is not started any more`);
    }
    const one = run(options);
    running.push(one);
    return one;
  };
  const endOfAny = async () => {
    await work(start);
    await Promise.race(running.map(one => one.ended));
  };
  try {
    await Promise.race([interrupted, endOfAny()]);
  } finally {
    isStopping = true;
    await Promise.all(running.map(one => one.stop()));
  }
}
