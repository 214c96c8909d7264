import type { GithubAnswer } from './github-answer.ts';
import { limitedUntil, type ResponseHeaders, restUntil } from './rate-limit.ts';

/** The part of an octokit response that is used. */
export interface GithubResponse {
  readonly data: unknown;
  readonly headers: ResponseHeaders;
}

/** Makes a request and says what came of it. `read` gives null for a body that is not what GitHub documents. Never rejects. */
export async function ask<T>(
  request: () => Promise<GithubResponse>,
  read: (response: GithubResponse) => T | null,
  clock: () => number,
): Promise<GithubAnswer<T>> {
  try {
    const response = await request();
    const value = read(response);
    if (value === null) return { type: 'failed', reason: 'unreadable' };
    return { type: 'ok', value, restUntil: restUntil(response.headers, clock()) };
  } catch (error) {
    return answerOf(error as RequestFailure, clock());
  }
}

interface RequestFailure {
  readonly name?: string;
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: ResponseHeaders };
  readonly cause?: unknown;
}

function answerOf(error: RequestFailure, now: number): Exclude<GithubAnswer<never>, { readonly type: 'ok' }> {
  // When GitHub did not answer at all, octokit reports the status 500 without a response.
  if (error.response === undefined || error.status === undefined) {
    return { type: 'failed', reason: isTimeout(error) || isTimeout(error.cause) ? 'timeout' : 'network' };
  }
  const until = limitedUntil(error.status, error.message ?? '', error.response.headers ?? {}, now);
  if (until !== null) return { type: 'limited', until };
  return error.status >= 500 ? { type: 'failed', reason: 'server_error' } : { type: 'refused', status: error.status };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
}
