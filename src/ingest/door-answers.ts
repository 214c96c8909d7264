import type { Stored } from './batcher.ts';
import type { DoorResult } from './door-result.ts';
import type { DoorAnswer } from './send-answer.ts';

/** How a request at the door ended. `answer` is null when the client closed the connection. */
export interface DoorOutcome {
  readonly result: DoorResult;
  readonly answer: DoorAnswer | null;
  /** Known once the signature is verified. */
  readonly guid?: string;
}

/** Answers for a delivery that is committed now, or was committed before. */
export const accepted: Readonly<Record<Exclude<Stored, 'unavailable'>, DoorOutcome>> = {
  stored: { result: 'stored', answer: { status: 200, body: { result: 'stored' } } },
  duplicate: { result: 'duplicate', answer: { status: 200, body: { result: 'duplicate' } } },
  kept_aside: { result: 'kept_aside', answer: { status: 202, body: { result: 'kept_aside' } } },
};

/** For a delivery that is signed and well-formed, and that cislo does not measure; `reason` is one static word. */
export function ignored(reason: string): DoorOutcome {
  return { result: 'ignored', answer: { status: 202, body: { result: 'ignored', reason } } };
}

export const notPosted: DoorOutcome = {
  result: 'method_not_allowed',
  answer: {
    status: 405,
    headers: { allow: 'POST' },
    body: { error: 'this path takes signed webhook deliveries by POST only' },
  },
};

const signatureProblems = {
  missing: 'the X-Hub-Signature-256 header is missing',
  malformed: 'the X-Hub-Signature-256 header is not sha256= and 64 hexadecimal digits',
  wrong: 'the signature does not match the body',
} as const;

export function unauthorized(problem: keyof typeof signatureProblems): DoorOutcome {
  const hint = "use the same secret in the webhook's settings on GitHub and in WEBHOOK_SECRET";
  return { result: 'unauthorized', answer: { status: 401, body: { error: signatureProblems[problem], hint } } };
}

/** `problem` says what is wrong and what to send. */
export function badRequest(problem: string): DoorOutcome {
  return { result: 'bad_request', answer: { status: 400, body: { error: problem } } };
}

export function tooLarge(maxBytes: number): DoorOutcome {
  const error = `the body is larger than ${Math.floor(maxBytes / (1024 * 1024))} MB`;
  return { result: 'too_large', answer: { status: 413, body: { error, hint: 'GitHub sends no larger ones' } } };
}

/** The database does not answer, or the memory is used up. The delivery can be sent again. */
export function unavailable(retryAfterSeconds: number): DoorOutcome {
  const body = { error: 'the delivery could not be stored now', hint: 'nothing is lost: send it again later' };
  return { result: 'unavailable', answer: { status: 503, headers: retryAfter(retryAfterSeconds), body } };
}

/** No secret is known, so nothing can be verified. */
export function notSetUp(retryAfterSeconds: number): DoorOutcome {
  const body = {
    error: 'no webhook secret is set',
    hint: 'finish the set-up at /probot, or set WEBHOOK_SECRET, and start again',
  };
  return { result: 'unavailable', answer: { status: 503, headers: retryAfter(retryAfterSeconds), body } };
}

/** The answer for a bug of ours. The sender may try again. */
export const doorFailed: DoorOutcome = {
  result: 'failed',
  answer: {
    status: 500,
    body: { error: 'the delivery could not be handled', hint: 'the server log has the reason under this delivery' },
  },
};

function retryAfter(seconds: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(seconds) };
}
