import type { LogEntry } from '../model/delivery.ts';
import type { Store } from '../store/store.ts';
import type { DoorLimits } from './door-limits.ts';
import { isDataError } from './is-data-error.ts';
import type { Log } from './log.ts';

/** What became of a delivery; all but `unavailable` are on disk. */
export type Stored = 'stored' | 'duplicate' | 'kept_aside' | 'unavailable';

export interface Batcher {
  /** Resolves after the commit, with `unavailable` when there was none in time, or at once when the queue is full or closed. Never rejects. */
  add(entry: LogEntry, body: Buffer): Promise<Stored>;
  /** Deliveries without an answer. */
  waiting(): number;
  /** Refuses what comes from now on; resolves when everything waiting has its answer. */
  close(): Promise<void>;
}

export interface BatcherOptions {
  readonly store: Pick<Store, 'append' | 'keepAside'>;
  readonly log: Log;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly limits: DoorLimits;
}

interface Waiting {
  readonly entry: LogEntry;
  readonly body: Buffer;
  readonly since: number;
  answered: boolean;
  readonly answer: (stored: Stored) => void;
}

/**
 * Group commit: commits when idle, and what arrives meanwhile is the next batch, so that no timer delays a quiet door
 * and a busy one shares its transactions; a busy one also waits a few milliseconds for a good batch. A delivery that the database refuses is found by halving and kept aside.
 */
export function createBatcher({ store, log, clock, limits }: BatcherOptions): Batcher {
  let queue: Waiting[] = [];
  let inFlight: readonly Waiting[] = [];
  let unanswered = 0;
  let running: Promise<void> | null = null;
  let closed = false;
  let goodBatchIsHere = (): void => undefined;
  let failingSince: number | null = null;
  let sweeper: NodeJS.Timeout | null = null;

  function settle(waiting: Waiting, stored: Stored): void {
    if (waiting.answered) return;
    waiting.answered = true;
    unanswered -= 1;
    waiting.answer(stored);
  }

  // A hanging database must not hold an answer longer than the sender waits; what is in flight may still commit, and is a duplicate then.
  function sweep(): void {
    const before = clock() - limits.answerWithinMs;
    const kept: Waiting[] = [];
    for (const waiting of queue) {
      if (waiting.since <= before) settle(waiting, 'unavailable');
      else kept.push(waiting);
    }
    queue = kept;
    for (const waiting of inFlight) if (waiting.since <= before) settle(waiting, 'unavailable');
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await store.append(batch.map((waiting) => waiting.entry));
      if (failingSince !== null) {
        log.info({ seconds: (clock() - failingSince) / 1000 }, 'Deliveries are stored again');
        failingSince = null;
      }
      batch.forEach((waiting, index) => {
        settle(waiting, fresh[index] === false ? 'duplicate' : 'stored');
      });
    } catch (error) {
      await recover(batch, error);
    }
  }

  async function recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    const [first] = batch;
    if (!isDataError(error)) {
      if (failingSince === null) {
        failingSince = clock();
        const deliveries = batch.slice(0, 10).map((waiting) => waiting.entry.guid);
        log.error(
          { err: error, count: batch.length, deliveries },
          'Deliveries could not be stored; senders are asked to come back',
        );
      }
      for (const waiting of batch) settle(waiting, 'unavailable');
    } else if (first !== undefined && batch.length === 1) {
      await keepAside(first, error);
    } else {
      const middle = batch.length >> 1;
      await commit(batch.slice(0, middle));
      await commit(batch.slice(middle));
    }
  }

  async function keepAside(waiting: Waiting, error: unknown): Promise<void> {
    const { guid, event, receivedAt } = waiting.entry;
    const reason = error instanceof Error ? error.message : String(error);
    try {
      await store.keepAside(guid, event, waiting.body.toString('utf8'), reason, receivedAt);
      log.error({ delivery: guid, event, reason }, 'A delivery could not be stored and was kept aside');
      settle(waiting, 'kept_aside');
    } catch (cause) {
      log.error({ err: cause, delivery: guid, event }, 'A delivery could be neither stored nor kept aside');
      settle(waiting, 'unavailable');
    }
  }

  /** Waits a moment for others to share the next commit; those who have just been answered are about to send more. */
  function company(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limits.lingerMs);
      goodBatchIsHere = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    sweeper = setInterval(sweep, Math.min(1_000, limits.answerWithinMs));
    // What was read in the same turn of the event loop shares the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      inFlight = queue.splice(0, limits.maxBatch);
      await commit(inFlight);
      if (inFlight.length >= limits.busyBatch && queue.length < limits.goodBatch && !closed) await company();
    }
    inFlight = [];
    clearInterval(sweeper);
    running = null;
  }

  return {
    add(entry, body) {
      if (closed || unanswered >= limits.maxWaiting) return Promise.resolve('unavailable');
      return new Promise((resolve) => {
        unanswered += 1;
        queue.push({ entry, body, since: clock(), answered: false, answer: resolve });
        if (queue.length === limits.goodBatch) goodBatchIsHere();
        running ??= run();
      });
    },
    waiting: () => unanswered,
    async close() {
      closed = true;
      await running;
    },
  };
}
