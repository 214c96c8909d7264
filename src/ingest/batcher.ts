import type { LogEntry } from '../model/delivery.ts';
import type { Store } from '../store/store.ts';
import type { DoorLimits } from './door-limits.ts';
import { isDataError } from './is-data-error.ts';
import { isPartialFailure } from './is-partial-failure.ts';
import type { Log } from './log.ts';
import { rememberSick } from './sick-repositories.ts';

/** How storing a delivery ended; all but `unavailable` are on disk. */
export type Stored = 'stored' | 'duplicate' | 'kept_aside' | 'unavailable';

export interface Batcher {
  /** Stores the lines of one delivery, at least one. Resolves after the commit, with `unavailable` when there was none in time, or at once when the queue is full or closed. Never rejects. */
  add(entries: readonly LogEntry[], body: Buffer): Promise<Stored>;
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
  readonly entries: readonly LogEntry[];
  readonly body: Buffer;
  readonly since: number;
  answered: boolean;
  readonly answer: (stored: Stored) => void;
}

/**
 * Commits deliveries in groups. When no commit is under way, a delivery is committed at once; those that arrive during a commit are the
 * next group. So a quiet door never waits, and a busy one needs few transactions. A busy door also waits a few milliseconds until a group
 * is large enough. When the database refuses a group, it is halved until the refused delivery is found, and that one is kept aside.
 * Repositories whose rows the database cannot take at this moment are found in the same way: only their deliveries get 503.
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
  let triedSince = 0;
  const sick = rememberSick(limits.sickMs, clock);

  function settle(waiting: Waiting, stored: Stored): void {
    if (waiting.answered) return;
    waiting.answered = true;
    unanswered -= 1;
    waiting.answer(stored);
  }

  // When the database hangs, the sender gets 503 before it gives up. The commit may still succeed later; the redelivery
  // is a duplicate then.
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
      const fresh = await store.append(batch.flatMap(({ entries }) => entries));
      if (failingSince !== null) {
        log.info({ seconds: (clock() - failingSince) / 1000 }, 'Deliveries are stored again');
        failingSince = null;
      }
      let first = 0;
      for (const waiting of batch) {
        const isNew = fresh.slice(first, first + waiting.entries.length).includes(true);
        first += waiting.entries.length;
        settle(waiting, isNew ? 'stored' : 'duplicate');
      }
    } catch (error) {
      await recover(batch, error);
    }
  }

  async function recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    const [first] = batch;
    if (isPartialFailure(error) && clock() - triedSince < limits.partTriesMs) {
      await commitApart(batch, error);
    } else if (!isDataError(error)) {
      if (failingSince === null) {
        failingSince = clock();
        const deliveries = batch.slice(0, 10).map(({ entries }) => entries[0]?.guid);
        log.error(
          { err: error, count: batch.length, deliveries },
          'Deliveries could not be stored; their senders get 503',
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

  /** Tries the repositories in halves, so that a server that is away fails only the deliveries whose rows belong there. */
  async function commitApart(batch: readonly Waiting[], error: unknown): Promise<void> {
    const sorted = [...batch].sort((a, b) => repositoryOf(a) - repositoryOf(b));
    const middle = sorted.findIndex((one, index) => index >= sorted.length >> 1 && differs(sorted[index - 1], one));
    const border = middle > 0 ? middle : sorted.findIndex((one, index) => index > 0 && differs(sorted[index - 1], one));
    if (border > 0) {
      await commit(sorted.slice(0, border));
      await commit(sorted.slice(border));
      return;
    }
    for (const { entries } of batch) sick.add(entries);
    log.warn(
      { err: error, count: batch.length, repository: batch[0]?.entries[0]?.repository.fullName },
      'Deliveries of a repository could not be stored; their senders get 503',
    );
    for (const waiting of batch) settle(waiting, 'unavailable');
  }

  async function keepAside(waiting: Waiting, error: unknown): Promise<void> {
    const { guid, event, receivedAt } = waiting.entries[0] as LogEntry;
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

  /**
   * Waits a few milliseconds before the next commit, so that more deliveries share it. A sender usually sends its next delivery right
   * after an answer.
   */
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
    // Deliveries that arrive in the same turn of the event loop share one commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      inFlight = queue.splice(0, limits.maxBatch);
      triedSince = clock();
      const well = inFlight.filter((waiting) => !sick.has(waiting.entries));
      if (well.length < inFlight.length) {
        for (const waiting of inFlight) if (!well.includes(waiting)) settle(waiting, 'unavailable');
      }
      if (well.length > 0) await commit(well);
      if (inFlight.length >= limits.busyBatch && queue.length < limits.goodBatch && !closed) await company();
    }
    inFlight = [];
    clearInterval(sweeper);
    running = null;
  }

  return {
    add(entries, body) {
      if (closed || unanswered >= limits.maxWaiting) return Promise.resolve('unavailable');
      return new Promise((resolve) => {
        unanswered += 1;
        queue.push({ entries, body, since: clock(), answered: false, answer: resolve });
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

function repositoryOf({ entries }: Waiting): number {
  return entries[0]?.repository.id ?? 0;
}

function differs(one: Waiting | undefined, other: Waiting): boolean {
  return one !== undefined && repositoryOf(one) !== repositoryOf(other);
}
