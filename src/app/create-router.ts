import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonResponse } from '../api/json-response.ts';
import type { Log } from '../ingest/log.ts';
import { CisloError } from '../model/error.ts';
import type { HttpHandler, HttpResponse } from '../model/http.ts';
import { readRequest } from './read-request.ts';
import { sendResponse } from './send-response.ts';

export interface RouterParts {
  /** Tried in order; the first that answers wins. */
  readonly handlers: readonly HttpHandler[];
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  readonly log: Log;
}

/** Answers every request: by the first handler that knows the path, else 404. Never rejects and never shows a stack trace. */
export function createRouter(
  parts: RouterParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const method = request.method ?? 'GET';
    sendResponse(method, response, await answer(parts, request));
  };
}

async function answer({ handlers, ping, log }: RouterParts, request: IncomingMessage): Promise<HttpResponse> {
  try {
    const read = await readRequest(request);
    for (const handle of handlers) {
      const response = await handle(read);
      if (response !== null) return response;
    }
    return jsonResponse(404, {
      error: `nothing is at ${read.path.slice(0, 200)}`,
      hint: 'the overview is at /, the API is described at /api/openapi.json',
    });
  } catch (error) {
    if (error instanceof CisloError && error.code === 'bad_request') return jsonResponse(400, { error: error.message });
    const away = error instanceof CisloError ? error.code === 'database_unreachable' : !(await answers(ping));
    log.error({ err: error, method: request.method, away }, 'A request failed');
    return away
      ? jsonResponse(
          503,
          { error: 'the database does not answer', hint: 'try again soon; /readyz tells when' },
          { 'retry-after': '5' },
        )
      : jsonResponse(500, { error: 'the request could not be answered', hint: 'the server log has the reason' });
  }
}

async function answers(ping: () => Promise<void>): Promise<boolean> {
  try {
    await ping();
    return true;
  } catch {
    return false;
  }
}
