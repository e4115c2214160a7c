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
  entry: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFolder: string;
}): Running {
  const { name, entry, cwd, env, logFolder } = options;
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
      path.join(__dirname, 'exitWithParent.cjs'),
      path.join(root, entry),
    ],
    { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);

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
