import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../Failure';
import { root } from '../paths';

/** A process of ours that runs TypeScript from source and ends when we end. */
export interface Running {
  name: string;
  child: ChildProcess;
  logFile: string;
  /** Rejects when the process ends before it was asked to. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

export function run(options: {
  name: string;
  /** The script and its arguments. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFolder: string;
  /** Whether what it prints is shown as well as logged. */
  isShown?: boolean;
}): Running {
  const { name, args, cwd, env, logFolder, isShown } = options;
  mkdirSync(logFolder, { recursive: true });
  const logFile = path.join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(
    process.execPath,
    [
      '--no-node-snapshot',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--require',
      require.resolve('./exitWithParent.cjs'),
      ...args,
    ],
    { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(log);
    if (isShown) {
      stream?.pipe(process.stderr, { end: false });
    }
  }

  let stopping = false;
  const closed = new Promise<void>(resolve => {
    child.once('close', () => resolve());
  });
  const ended = closed.then((): Promise<never> => {
    if (stopping) {
      return new Promise(() => {});
    }
    const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-15);
    process.stderr.write(`${tail.join('\n')}\n`);
    throw new Failure(
      `${name} ended unexpectedly; its last lines are above, all of them in ${path.relative(
        root,
        logFile,
      )}.`,
    );
  });
  // Whoever races it sees the failure; nobody racing yet must not crash us.
  ended.catch(() => {});

  return {
    name,
    child,
    logFile,
    ended,
    async stop() {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const killer = setTimeout(() => child.kill('SIGKILL'), 8000);
        await closed;
        clearTimeout(killer);
      }
    },
  };
}
