import type { Answer } from './answer.ts';
import type { Stored } from './batcher.ts';
import type { DoorResult } from './door-result.ts';

/** What became of a request at the door. No answer when the client has gone. */
export interface Outcome {
  readonly result: DoorResult;
  readonly answer: Answer | null;
  /** Known once the signature is verified. */
  readonly guid?: string;
}

/** The delivery is committed, or was before. */
export const accepted: Readonly<Record<Exclude<Stored, 'unavailable'>, Outcome>> = {
  stored: { result: 'stored', answer: { status: 200, body: { result: 'stored' } } },
  duplicate: { result: 'duplicate', answer: { status: 200, body: { result: 'duplicate' } } },
  kept_aside: { result: 'kept_aside', answer: { status: 202, body: { result: 'kept_aside' } } },
};

/** Signed and well-formed, but of no use to us; `reason` is one static word. */
export function ignored(reason: string): Outcome {
  return { result: 'ignored', answer: { status: 202, body: { result: 'ignored', reason } } };
}

export const methodNotAllowed: Outcome = {
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

export function unauthorized(problem: keyof typeof signatureProblems): Outcome {
  const hint = "use the same secret in the webhook's settings on GitHub and in WEBHOOK_SECRET";
  return { result: 'unauthorized', answer: { status: 401, body: { error: signatureProblems[problem], hint } } };
}

/** `problem` says what is wrong and what to send. */
export function badRequest(problem: string): Outcome {
  return { result: 'bad_request', answer: { status: 400, body: { error: problem } } };
}

export function tooLarge(maxBytes: number): Outcome {
  const error = `the body is larger than ${Math.floor(maxBytes / (1024 * 1024))} MB`;
  return { result: 'too_large', answer: { status: 413, body: { error, hint: 'GitHub sends no larger ones' } } };
}

/** The database or the memory for it is not there now; GitHub's delivery can be sent again. */
export function unavailable(retryAfterSeconds: number): Outcome {
  const body = { error: 'the delivery could not be stored now', hint: 'nothing is lost: send it again later' };
  return { result: 'unavailable', answer: { status: 503, headers: retryAfter(retryAfterSeconds), body } };
}

/** No secret is known, so nothing can be verified. */
export function notSetUp(retryAfterSeconds: number): Outcome {
  const body = {
    error: 'no webhook secret is set',
    hint: 'finish the set-up at /probot, or set WEBHOOK_SECRET, and start again',
  };
  return { result: 'unavailable', answer: { status: 503, headers: retryAfter(retryAfterSeconds), body } };
}

/** Our own fault; the sender may try again. */
export const doorFailed: Outcome = {
  result: 'failed',
  answer: {
    status: 500,
    body: { error: 'the delivery could not be handled', hint: 'the server log has the reason under this delivery' },
  },
};

function retryAfter(seconds: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(seconds) };
}
