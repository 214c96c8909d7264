import type { SentEvent } from '../../model/sent-event.ts';
import { isDataError } from '../is-data-error.ts';
import type { Log } from '../log.ts';
import type { EventLimits } from './event-limits.ts';

/** Which of a request's events were new; `unavailable`: they could not be stored now; `refused`: the database cannot hold them. */
export type StoredEvents = readonly boolean[] | 'unavailable' | 'refused';

export interface EventBatcher {
  /** Stores the events of one request, all or none. Resolves after the commit, or when there was none in time. Never rejects. */
  add(events: readonly SentEvent[]): Promise<StoredEvents>;
  /** Refuses what comes from now on; resolves when everything waiting has its answer. */
  close(): Promise<void>;
}

export interface EventBatcherOptions {
  readonly append: (events: readonly SentEvent[]) => Promise<readonly boolean[]>;
  readonly log: Log;
  readonly limits: EventLimits;
}

interface Waiting {
  readonly events: readonly SentEvent[];
  readonly answer: (stored: StoredEvents) => void;
  answered: boolean;
}

/**
 * Commits requests in groups: those that arrive during a commit are the next group. When the database refuses a group because of a value, its
 * requests are stored one by one, so that only the one at fault is refused.
 */
export function createEventBatcher({ append, log, limits }: EventBatcherOptions): EventBatcher {
  let queue: Waiting[] = [];
  let unanswered = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await append(group.flatMap(({ events }) => events));
      let first = 0;
      for (const { events, answer } of group) {
        answer(fresh.slice(first, first + events.length));
        first += events.length;
      }
    } catch (error) {
      if (isDataError(error) && group.length > 1) {
        for (const one of group) await commit([one]);
        return;
      }
      log.error({ err: error, requests: group.length }, 'Events could not be stored');
      for (const { answer } of group) answer(isDataError(error) ? 'refused' : 'unavailable');
    }
  }

  function nextGroup(): readonly Waiting[] {
    let size = 0;
    let count = 0;
    for (const { events } of queue) {
      if (count > 0 && size + events.length > limits.maxGroup) break;
      size += events.length;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function run(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share one commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await commit(nextGroup());
    running = null;
  }

  return {
    add(events) {
      if (closed || unanswered + events.length > limits.maxWaiting) return Promise.resolve('unavailable');
      unanswered += events.length;
      return new Promise((resolve) => {
        const answer = (stored: StoredEvents): void => {
          clearTimeout(timer);
          if (!waiting.answered) unanswered -= events.length;
          waiting.answered = true;
          resolve(stored);
        };
        const waiting: Waiting = { events, answer, answered: false };
        // When the commit succeeds after that, the events are duplicates the next time.
        const timer = setTimeout(() => {
          queue = queue.filter((other) => other !== waiting);
          answer('unavailable');
        }, limits.answerWithinMs);
        queue.push(waiting);
        running ??= run();
      });
    },
    async close() {
      closed = true;
      await running;
    },
  };
}
