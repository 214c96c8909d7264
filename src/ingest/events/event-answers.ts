import type { DoorAnswer } from '../send-answer.ts';

/** How a request with events, or an event in it, ends: the `result` label of `cislo_events_total`. */
export const eventResults = [
  'stored',
  'duplicate',
  'unauthorized',
  'bad_request',
  'too_large',
  'unavailable',
  'aborted',
  'failed',
] as const;

/** One of them. */
export type EventResult = (typeof eventResults)[number];

/** A refusal: its result and its answer; no answer to a client that went away. */
export interface EventRefusal {
  readonly result: Exclude<EventResult, 'stored' | 'duplicate'>;
  readonly answer: DoorAnswer | null;
}

const modes =
  'send application/cloudevents+json (one event), application/cloudevents-batch+json (a list), or the attributes in ce- headers and the data in the body';

export const eventNotPosted: EventRefusal = {
  result: 'bad_request',
  answer: { status: 405, headers: { allow: 'POST' }, body: { error: 'this path takes events by POST only' } },
};

export const notCloudEvents: EventRefusal = {
  result: 'bad_request',
  answer: { status: 415, body: { error: 'the request is no CloudEvent', hint: modes } },
};

export const eventFailed: EventRefusal = {
  result: 'failed',
  answer: { status: 500, body: { error: 'the events could not be handled', hint: 'the server log has the reason' } },
};

/** The request as a whole is wrong; `error` says what to send. */
export function badEvents(error: string): EventRefusal {
  return { result: 'bad_request', answer: { status: 400, body: { error } } };
}

/** One event is wrong: none of the request is stored. `index` counts from 0; `field` is its attribute, '' for the event as a whole. */
export function badEvent(index: number, field: string, message: string): EventRefusal {
  const error = `event ${index}: ${[field, message].filter((part) => part !== '').join(' ')}`;
  const hint = 'nothing of this request was stored: mend it and send it again';
  return { result: 'bad_request', answer: { status: 400, body: { error, hint, index, field } } };
}

/** The request is too large; `index`: the event that is, null when it is the whole. */
export function tooManyBytes(what: string, maxBytes: number, index: number | null): EventRefusal {
  const error = `${what} is larger than ${Math.floor(maxBytes / (1024 * 1024))} MiB`;
  const hint = 'send less at a time, and keep large things elsewhere';
  return { result: 'too_large', answer: { status: 413, body: { error, hint, ...(index === null ? {} : { index }) } } };
}

/** The database or the memory is not there now. */
export function eventsUnavailable(retryAfterSeconds: number): EventRefusal {
  return {
    result: 'unavailable',
    answer: {
      status: 503,
      headers: { 'retry-after': String(retryAfterSeconds) },
      body: {
        error: 'the events could not be stored now',
        hint: 'send them again later; what was stored is not stored twice',
      },
    },
  };
}
