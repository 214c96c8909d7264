import type { ProbotOctokit } from 'probot';
import { ask } from './ask.ts';
import { nextPageQuery } from './backfill-next-page.ts';
import type { GithubAnswer } from './github-answer.ts';
import { plainJson } from './plain-json.ts';

/** The query of a request. */
export type RestQuery = Readonly<Record<string, string>>;

/** An answer of GitHub's REST API, or one page of it. */
export interface RestPage<T> {
  readonly value: T;
  /** The query that gets the next page; null on the last one. */
  readonly next: RestQuery | null;
}

/** Reads a repository over REST. */
export interface BackfillClient {
  /**
   * @param path as GitHub documents it, its parts encoded: `/repos/owner/name/pulls`.
   * @param read gives null for a body that is not what GitHub documents.
   */
  readonly get: <T>(
    path: string,
    query: RestQuery,
    read: (data: unknown) => T | null,
    signal: AbortSignal,
  ) => Promise<GithubAnswer<RestPage<T>>>;
}

export interface BackfillClientOptions {
  /** Authenticated for the repository. */
  readonly octokit: Pick<InstanceType<typeof ProbotOctokit>, 'request'>;
  /** Our clock, ms. */
  readonly clock: () => number;
  /** How long one request may take, its retries together. Default 30 s. */
  readonly timeoutMs?: number;
  /** How often a request is tried again at once after a server error. Default 2. */
  readonly retries?: number;
}

/** A client that reports what came of each request and never throws. */
export function createBackfillClient(options: BackfillClientOptions): BackfillClient {
  const { octokit, clock, timeoutMs = 30_000, retries = 2 } = options;
  return {
    get: (path, query, read, signal) =>
      ask(
        () =>
          octokit.request(`GET ${path}`, {
            ...query,
            request: { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), retries },
          }),
        ({ data, headers }) => {
          const value = read(plainJson(data));
          return value === null ? null : { value, next: nextPageQuery(headers['link']) };
        },
        clock,
      ),
  };
}
