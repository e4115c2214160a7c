import { LoggerService } from '@backstage/backend-plugin-api';
import { ObservationStore } from './ObservationStore';
import { ObserveOptions, ObservedServer, observeServer } from './observeServer';
import { Claim, WorkStore } from './WorkStore';

export interface SweeperOptions extends ObserveOptions {
  work: WorkStore;
  observations: ObservationStore;
  logger: LoggerService;
  concurrency: number;
  leaseMs: number;
  /** How often the list is asked when there was nothing to do. */
  pollMs: number;
}

/** Places beyond the usual ones for what a person waits for. */
const PLACES_FOR_PEOPLE = 4;
/** A claim in hand is renewed so many times before its lease would end. */
const RENEWALS_PER_LEASE = 3;
/** Observations wait this long for company, so that they share a transaction. */
const BATCH_DELAY_MS = 25;
const MOST_IN_BATCH = 100;

/**
 * Works through the list of servers that are due, so many at a time. A slow server
 * holds one place and delays nobody else.
 */
export class Sweeper {
  private readonly stopping = new AbortController();
  private readonly active = new Set<Promise<void>>();
  /** Claims from the moment they are made until they are recorded or given back. */
  private readonly held = new Set<Claim>();
  private queue: Claim[] = [];
  private finished: ObservedServer[] = [];
  private flushTimer?: NodeJS.Timeout;
  private flushing: Promise<void> = Promise.resolve();
  private running?: Promise<void>;
  private hasNews = false;
  private wakeUp?: () => void;
  private isPressed = false;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Has the list asked at once: something was put at its head. */
  poke(): void {
    this.isPressed = true;
    this.wake();
  }

  /** Finishes what was begun, gives the rest back, and ends. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.flush();
    await this.options.work.release(this.queue.splice(0));
  }

  private async run(): Promise<void> {
    const { leaseMs } = this.options;
    const renewal = setInterval(
      () => this.renew(),
      leaseMs / RENEWALS_PER_LEASE,
    );
    await this.workUntilStopped();
    // What is still being looked at is held until it is recorded.
    await Promise.all(this.active);
    clearInterval(renewal);
  }

  private async workUntilStopped(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.hasNews = false;
      try {
        await this.refill();
      } catch (error) {
        this.options.logger.error(
          'Claiming servers to look at failed',
          error as Error,
        );
      }
      this.fillPlaces();
      await this.sleep();
    }
  }

  private fillPlaces(): void {
    const { concurrency } = this.options;
    for (;;) {
      const [next] = this.queue;
      const places =
        next?.trigger === 'person'
          ? concurrency + PLACES_FOR_PEOPLE
          : concurrency;
      if (!next || this.active.size >= places) {
        return;
      }
      this.queue.shift();
      const job = this.observe(next).finally(() => {
        this.active.delete(job);
        this.wake();
      });
      this.active.add(job);
    }
  }

  /** Keeps one claim in hand for each place; what a person waits for goes first. */
  private async refill(): Promise<void> {
    const { work, concurrency, leaseMs, now } = this.options;
    const room = 2 * concurrency - this.active.size - this.queue.length;
    const isWorthwhile = room >= concurrency / 2;
    if (!isWorthwhile && !this.isPressed) {
      return;
    }
    this.isPressed = false;
    const claims = await work.claim(Math.max(room, 1), now(), leaseMs);
    claims.forEach(claim => this.held.add(claim));
    const byTrigger = (trigger: Claim['trigger']) =>
      claims.filter(claim => claim.trigger === trigger);
    this.queue = [
      ...byTrigger('person'),
      ...this.queue,
      ...byTrigger('schedule'),
    ];
    // There may be more where these came from.
    this.hasNews ||= claims.length > 0 && this.active.size < concurrency;
  }

  /** Keeps what is in hand for another lease; what another replica took meanwhile is not begun. */
  private async renew(): Promise<void> {
    const { work, leaseMs, now, logger } = this.options;
    const claims = [...this.held];
    if (claims.length === 0) {
      return;
    }
    try {
      const kept = new Set(await work.renew(claims, now(), leaseMs));
      const lost = new Set(claims.filter(claim => !kept.has(claim)));
      lost.forEach(claim => this.held.delete(claim));
      this.queue = this.queue.filter(claim => !lost.has(claim));
    } catch (error) {
      logger.warn('Renewing claims failed', error as Error);
    }
  }

  private async observe(claim: Claim): Promise<void> {
    try {
      const observed = await observeServer(claim, this.options);
      await this.record(observed);
    } catch (error) {
      await this.postpone(claim, 'Looking at', error);
    }
  }

  /** After a fault of ours, so that a server that we stumble over is not asked all the time. */
  private async postpone(
    claim: Claim,
    what: string,
    fault: unknown,
  ): Promise<void> {
    const { observations, logger, now } = this.options;
    logger.error(`${what} server ${claim.serverId} failed`, fault as Error);
    this.held.delete(claim);
    try {
      await observations.postpone(claim, now());
    } catch (error) {
      // It comes back to the list when the lease ends.
      logger.error(
        `Postponing server ${claim.serverId} failed`,
        error as Error,
      );
    }
  }

  private async record(observed: ObservedServer): Promise<void> {
    this.finished.push(observed);
    const isPressing = observed.claim.trigger === 'person';
    if (this.finished.length >= MOST_IN_BATCH || isPressing) {
      await this.flush();
      return;
    }
    this.flushTimer ??= setTimeout(() => {
      this.flush().catch(error => {
        this.options.logger.error('Recording observations failed', error);
      });
    }, BATCH_DELAY_MS);
  }

  private flush(): Promise<void> {
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    const next = this.flushing.then(async () => {
      const batch = this.finished.splice(0);
      if (batch.length > 0) {
        await this.saveBatch(batch);
      }
    });
    this.flushing = next.catch(() => {});
    return next;
  }

  /** A batch that cannot be stored is stored one by one, so that one bad server harms no other. */
  private async saveBatch(batch: ObservedServer[]): Promise<void> {
    const { observations, now } = this.options;
    try {
      await observations.save(batch, now());
      batch.forEach(({ claim }) => this.held.delete(claim));
      // Their hosts may be asked again.
      this.wake();
    } catch (error) {
      const [{ claim }] = batch;
      if (batch.length === 1) {
        await this.postpone(claim, 'Recording the observation of', error);
        return;
      }
      for (const one of batch) {
        await this.saveBatch([one]);
      }
    }
  }

  private wake(): void {
    this.hasNews = true;
    this.wakeUp?.();
  }

  private async sleep(): Promise<void> {
    if (this.hasNews || this.stopping.signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.options.pollMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }
}
