import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { ObservationError } from '../ObservationError';

/** A command that the one who runs this has written down themselves. */
export interface ServerCommand {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
}

/** What happens to a process. */
export interface ServerProcessEvents {
  onOutput(chunk: Buffer): void;
  /** Its standard error, which is no part of the protocol. */
  onErrorOutput(chunk: Buffer): void;
  /** It ended by itself; says how, in words that continue "the command …". */
  onEnd(how: string): void;
}

/** A server ends when its input does; one that does not is told to, and then made to. */
const PATIENCE_MS = 1_000;
const fatalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const hasGroups = process.platform !== 'win32';

/** A server as a child process that leads a group of its own, so that whatever it started ends with it. */
export class ServerProcess {
  /** @throws ObservationError where the command cannot be started. */
  static async start(
    { command, args, env, cwd }: ServerCommand,
    events: ServerProcessEvents,
  ): Promise<ServerProcess> {
    const child = spawn(command, args, {
      env,
      cwd,
      detached: hasGroups,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new ObservationError(
            'refused',
            error.code === 'ENOENT'
              ? 'the command does not exist (ENOENT)'
              : `the command could not be started (${error.code ?? 'unknown'})`,
            { cause: error },
          ),
        ),
      );
    });
    return new ServerProcess(child, events);
  }

  private readonly exited: Promise<void>;
  private ending?: Promise<void>;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    events: ServerProcessEvents,
  ) {
    child.stdout.on('data', events.onOutput);
    child.stderr.on('data', events.onErrorOutput);
    // What is written to a process that has ended is told by its end.
    child.stdin.on('error', () => {});
    child.on('error', () => {});
    this.exited = new Promise(resolve => {
      child.once('exit', () => resolve());
    });
    // After `exit`, once everything that it still wrote has been read.
    child.once('close', (code, signal) => {
      if (!this.ending) {
        events.onEnd(
          signal ? `was ended by ${signal}` : `ended with exit code ${code}`,
        );
      }
    });
    process.on('exit', this.onExit);
    fatalSignals.forEach(signal => process.on(signal, this.onSignal));
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  /** Ends the process and everything that it started; has patience with it until `hurry`. */
  end(hurry: AbortSignal): Promise<void> {
    this.ending ??= this.endOnce(hurry);
    return this.ending;
  }

  private async endOnce(hurry: AbortSignal): Promise<void> {
    this.child.stdin.end();
    await this.exitWithin(PATIENCE_MS, hurry);
    this.signalGroup('SIGTERM');
    await this.exitWithin(PATIENCE_MS, hurry);
    this.signalGroup('SIGKILL');
    await this.exited;
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    process.off('exit', this.onExit);
    fatalSignals.forEach(signal => process.off(signal, this.onSignal));
  }

  private async exitWithin(ms: number, hurry: AbortSignal): Promise<void> {
    const waited = new AbortController();
    const signal = AbortSignal.any([waited.signal, hurry]);
    await Promise.race([
      this.exited,
      delay(ms, undefined, { signal }).catch(() => {}),
    ]);
    waited.abort();
  }

  /** Its group outlives the process that led it. */
  private signalGroup(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) {
      return;
    }
    try {
      process.kill(hasGroups ? -pid : pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }

  private readonly onExit = () => this.signalGroup('SIGKILL');

  /** A group of its own does not hear the terminal's Ctrl-C. */
  private readonly onSignal = (signal: NodeJS.Signals) => {
    this.signalGroup('SIGKILL');
    process.off(signal, this.onSignal);
    if (process.listenerCount(signal) === 0) {
      process.kill(process.pid, signal);
    }
  };
}
