import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the door says: `error` when refused, `result` when accepted. */
export interface DoorAnswer {
  readonly status: number;
  readonly body:
    | { readonly result: string; readonly reason?: string }
    | { readonly stored: number; readonly duplicates: number }
    | { readonly error: string; readonly hint?: string; readonly index?: number; readonly field?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

// A client reads the answer only after it has sent its body. Up to this size it may finish, and so learns why it was
// refused.
const maxDiscardedBytes = 64 * 1024 * 1024;

/**
 * Sends an answer. The rest of a body that was not read is read and dropped, up to a bound, because a client reads the answer only after it
 * has sent its body.
 */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: DoorAnswer): void {
  if (response.headersSent || response.destroyed) return;
  // A text body is sent in one write together with the headers.
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(body);
  if (!request.complete) discard(request);
}

function discard(request: IncomingMessage): void {
  let discardedBytes = 0;
  request.on('error', () => {});
  request.on('data', (chunk: Buffer) => {
    discardedBytes += chunk.length;
    if (discardedBytes > maxDiscardedBytes) request.destroy();
  });
  request.resume();
}
