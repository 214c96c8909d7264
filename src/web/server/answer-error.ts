import { HTTPException } from 'hono/http-exception';
import type { Log } from '../../ingest/log.ts';
import { CisloError } from '../../model/error.ts';
import { jsonResponse } from '../route/json-response.ts';

export interface AnswerErrorParts {
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  readonly log: Log;
}

/**
 * The answer to a request that failed: 400, 404, 409 and 422 with their reason, 503 when the database is away or another version makes the numbers, 500 for a bug of ours. The
 * reasons of the last two are logged and not told.
 */
export async function answerError(error: unknown, method: string, { ping, log }: AnswerErrorParts): Promise<Response> {
  if (error instanceof CisloError) {
    if (error.code === 'bad_request') return jsonResponse(400, { error: error.message, ...error.wrong });
    // Another system that an SLO asks, not this one.
    if (error.code === 'source_unreachable' || error.code === 'source_refused')
      return jsonResponse(502, { error: error.message });
    if (error.code === 'not_allowed') return jsonResponse(403, { error: error.message });
    if (error.code === 'conflict') return jsonResponse(409, { error: error.message });
    if (error.code === 'bad_slo') return jsonResponse(422, { error: error.message, problems: error.problems });
    if (error.code === 'server_unreachable')
      return jsonResponse(503, { error: error.message }, { 'retry-after': '60' });
    if (error.code === 'other_version') return jsonResponse(503, { error: error.message }, { 'retry-after': '60' });
    if (error.code === 'not_found') return jsonResponse(404, { error: error.message });
  }
  // A body that is no JSON is refused before any handler of ours sees it.
  if (error instanceof HTTPException && error.status === 400)
    return jsonResponse(400, { error: 'the body is no JSON; send an object such as {}' });
  if (error instanceof HTTPException && error.status === 415) {
    const allowed = ['application/json'];
    const message = 'the Content-Type of the body must be application/json';
    return jsonResponse(415, { error: message, parameter: 'content-type', allowed });
  }
  const isAway = error instanceof CisloError ? error.code === 'database_unreachable' : !(await answers(ping));
  log.error({ err: error, method, away: isAway }, 'A request failed');
  return isAway
    ? jsonResponse(
        503,
        { error: 'the database does not answer', hint: 'try again soon; /readyz tells when' },
        { 'retry-after': '5' },
      )
    : jsonResponse(500, { error: 'the request could not be answered', hint: 'the server log has the reason' });
}

async function answers(ping: () => Promise<void>): Promise<boolean> {
  try {
    await ping();
    return true;
  } catch {
    return false;
  }
}
