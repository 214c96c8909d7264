import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../model/http.ts';

/** Sends a handler's answer; `HEAD` gets the headers of `GET` and no body. */
export function sendResponse(method: string, response: ServerResponse, answer: HttpResponse): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...answer.headers,
    'content-length': body.length,
  });
  response.end(method === 'HEAD' ? undefined : body);
}
