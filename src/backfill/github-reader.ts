import type { BackfillClient, RestPage, RestQuery } from '../github/backfill-client.ts';
import type { GithubAnswer } from '../github/github-answer.ts';
import type { Fields } from '../normalize/fields.ts';
import { BackfillSetback } from './backfill-setback.ts';

/** Reads from GitHub, and waits when the rate limit or the least time between two requests asks for it. */
export interface GithubReader {
  /**
   * One page; null when GitHub does not have such a thing (any more).
   * @throws BackfillSetback when it cannot go on.
   */
  page<T>(
    path: string,
    query: RestQuery,
    read: (data: unknown) => T | null,
    whenRefused?: WhenRefused,
  ): Promise<RestPage<T> | null>;
  /** All pages of a list, likewise. `enough`: no further page is needed after this one. */
  list(
    path: string,
    query: RestQuery,
    read: (data: unknown) => readonly Fields[] | null,
    options?: { readonly whenRefused?: WhenRefused; readonly enough?: (page: readonly Fields[]) => boolean },
  ): Promise<readonly Fields[] | null>;
  /** Requests made so far. */
  requests(): number;
}

/** What a 401 or 403 means: that the back-fill ends, or only that this one thing cannot be read. */
export type WhenRefused = 'stop' | 'leave_out';

export interface GithubReaderOptions {
  readonly client: BackfillClient;
  /** Our clock, ms. */
  readonly clock: () => number;
  /** Resolves after so many ms, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** The least time between the beginnings of two requests, ms; 0: none. */
  readonly paceMs: number;
  /** Called when GitHub's rate limit is used up, with the time at which it goes on; our clock, ms. */
  readonly onWait?: (until: number) => void;
  /** Called now and then during a long wait. */
  readonly keepAlive?: () => Promise<void>;
}

/** After so many failures GitHub or our network is down, and the back-fill says so. */
const mostFailures = 5;
const longestSleepMs = 10_000;
const mostPages = 100;
/** Gone, never there, empty repository, no such commit, taken down by law. */
const absent: ReadonlySet<number> = new Set([404, 409, 410, 422, 451]);

/** One reader for all requests of a back-fill, so that a used-up rate limit holds back every one of them. */
export function createGithubReader(options: GithubReaderOptions): GithubReader {
  const { client, clock, sleep, signal, paceMs } = options;
  let pausedUntil = 0;
  let nextStartAt = 0;
  let requests = 0;

  function pause(until: number): void {
    if (until <= pausedUntil) return;
    pausedUntil = until;
    options.onWait?.(until);
  }

  async function waitUntil(time: () => number): Promise<void> {
    for (let left = time() - clock(); left > 0 && !signal.aborted; left = time() - clock()) {
      await sleep(Math.min(left, longestSleepMs), signal);
      await options.keepAlive?.();
    }
  }

  async function turn(): Promise<void> {
    await waitUntil(() => pausedUntil);
    if (paceMs > 0) {
      const startAt = Math.max(clock(), nextStartAt);
      nextStartAt = startAt + paceMs;
      await waitUntil(() => startAt);
    }
    if (signal.aborted) throw new BackfillSetback('stopped', 'stopped');
    requests += 1;
  }

  async function page<T>(
    path: string,
    query: RestQuery,
    read: (data: unknown) => T | null,
    whenRefused: WhenRefused = 'stop',
  ): Promise<RestPage<T> | null> {
    for (let failures = 0; ; ) {
      await turn();
      const answer: GithubAnswer<RestPage<T>> = await client.get(path, query, read, signal);
      switch (answer.type) {
        case 'ok':
          if (answer.restUntil !== null) pause(answer.restUntil);
          return answer.value;
        case 'limited':
          pause(answer.until);
          break;
        case 'refused':
          if (absent.has(answer.status) || whenRefused === 'leave_out') return null;
          throw new BackfillSetback(
            'refused',
            `GitHub answered ${answer.status} to ${path}; the App (or the token) needs to read actions, checks, contents, pull requests and statuses of the repository`,
          );
        case 'failed':
          if (signal.aborted) throw new BackfillSetback('stopped', 'stopped');
          failures += 1;
          if (failures >= mostFailures)
            throw new BackfillSetback('away', `GitHub does not answer ${path} (${answer.reason})`);
          await sleep(1_000 * 2 ** failures, signal);
          break;
        default:
          answer satisfies never;
      }
    }
  }

  return {
    page,
    async list(path, query, read, { whenRefused, enough } = {}) {
      const items: Fields[] = [];
      let next: RestQuery | null = { per_page: '100', ...query };
      for (let pages = 0; next !== null && pages < mostPages; pages += 1) {
        const answer: RestPage<readonly Fields[]> | null = await page(path, next, read, whenRefused);
        // When GitHub stops showing a list half-way, the pages that were read before are kept.
        if (answer === null) return pages === 0 ? null : items;
        items.push(...answer.value);
        next = enough?.(answer.value) ? null : answer.next;
      }
      return items;
    },
    requests: () => requests,
  };
}
