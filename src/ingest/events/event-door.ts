import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SentEvent } from '../../model/sent-event.ts';
import type { Log } from '../log.ts';
import { createLogLimiter } from '../log-limiter.ts';
import { createMemoryBudget } from '../memory-budget.ts';
import { readBody } from '../read-body.ts';
import { type DoorAnswer, sendAnswer } from '../send-answer.ts';
import {
  badEvents,
  type EventRefusal,
  type EventResult,
  eventFailed,
  eventNotPosted,
  eventsUnavailable,
  notCloudEvents,
  tooManyBytes,
} from './event-answers.ts';
import { createEventBatcher } from './event-batcher.ts';
import { type EventLimits, eventLimits } from './event-limits.ts';
import { eventMode, readSentEvents } from './read-sent-events.ts';

/** Where events are sent to. */
export const eventsPath = '/api/events';

export interface EventDoorOptions {
  /** Whether a request may send events: null, or the answer to one that may not. */
  readonly refuse: (request: IncomingMessage) => DoorAnswer | null;
  /** GitHub hosts that are served: the first is where an `owner/name` is looked for. */
  readonly hosts: readonly string[];
  /** Stores events in one transaction; says of each whether it was new. */
  readonly append: (events: readonly SentEvent[]) => Promise<readonly boolean[]>;
  readonly log: Log;
  /** Milliseconds, UTC. */
  readonly clock: () => number;
  /** Called for every result, with how many events had it; a refused request counts as one. */
  readonly onEvents?: (result: EventResult, count: number) => void;
  readonly limits?: Partial<EventLimits>;
}

export interface EventDoor {
  /** Answers a request on the path of events. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Refuses new events; resolves when those under way are committed and answered. */
  close(): Promise<void>;
}

/**
 * The door for events that others send. 2xx means that all events of the request are committed, now or before; of a request that is refused
 * none is stored. Who may send is asked before anything of the body is read.
 */
export function createEventDoor(options: EventDoorOptions): EventDoor {
  const { refuse, hosts, append, log, clock, onEvents } = options;
  const limits: EventLimits = { ...eventLimits, ...options.limits };
  const batcher = createEventBatcher({ append, log, limits });
  const budget = createMemoryBudget(limits.maxBytesInFlight);
  const mayLog = createLogLimiter(clock, 60);

  async function receive(request: IncomingMessage): Promise<DoorAnswer | EventRefusal> {
    const refused = refuse(request);
    if (refused !== null) return { result: 'unauthorized', answer: refused };
    if (request.method !== 'POST') return eventNotPosted;
    const mode = eventMode(request.headers);
    if (mode === null) return notCloudEvents;
    const maxBytes = mode === 'batch' ? limits.maxBatchBytes : limits.maxEventBytes;
    const tooLarge = tooManyBytes(mode === 'batch' ? 'the batch' : 'the event', maxBytes, null);
    if (Number(request.headers['content-length']) > maxBytes) return tooLarge;
    const body = await readBody(request, maxBytes, budget);
    if (body.bytes === null) {
      if (body.problem === 'too_large') return tooLarge;
      return body.problem === 'aborted'
        ? { result: 'aborted', answer: null }
        : eventsUnavailable(limits.retryAfterSeconds);
    }
    try {
      const sent = { mode, headers: request.headers, body: body.bytes, hosts, receivedAt: clock(), limits };
      const events = readSentEvents(sent);
      return 'result' in events ? events : await store(events);
    } finally {
      budget.give(body.bytes.length);
    }
  }

  async function store(events: readonly SentEvent[]): Promise<DoorAnswer | EventRefusal> {
    const fresh = events.length === 0 ? [] : await batcher.add(events);
    if (fresh === 'unavailable') return eventsUnavailable(limits.retryAfterSeconds);
    if (fresh === 'refused')
      return badEvents('the database cannot hold a value of these events; the server log has the reason');
    const stored = fresh.filter((isNew) => isNew).length;
    const duplicates = fresh.length - stored;
    if (stored > 0) onEvents?.('stored', stored);
    if (duplicates > 0) onEvents?.('duplicate', duplicates);
    return { status: 200, body: { stored, duplicates } };
  }

  function report({ result, answer }: EventRefusal): void {
    onEvents?.(result, 1);
    if (answer === null || result === 'failed') return;
    const { allowed, heldBack } = mayLog();
    if (allowed) log.warn({ status: answer.status, result, heldBack }, 'Events were refused');
  }

  return {
    async handle(request, response) {
      let outcome: DoorAnswer | EventRefusal;
      try {
        outcome = await receive(request);
      } catch (error) {
        log.error({ err: error }, 'The door for events failed');
        outcome = eventFailed;
      }
      const answer = 'result' in outcome ? outcome.answer : outcome;
      if (answer !== null) sendAnswer(request, response, answer);
      if ('result' in outcome) report(outcome);
    },
    close: () => batcher.close(),
  };
}
