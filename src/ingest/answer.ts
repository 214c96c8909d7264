import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the door says: `error` when refused, `result` when accepted. */
export interface Answer {
  readonly status: number;
  readonly body:
    | { readonly result: string; readonly reason?: string }
    | { readonly error: string; readonly hint?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

// Enough to let a client that sends a little too much finish and read why it was refused.
const maxDiscardedBytes = 64 * 1024 * 1024;

/** Sends an answer. When the request's body was not read it is thrown away unseen, up to a bound, so that the client gets to read the answer. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  // As text, which leaves in one write together with the headers.
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
