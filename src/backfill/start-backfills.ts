import type { BackfillAccess } from '../github/backfill-access.ts';
import type { Log } from '../ingest/log.ts';
import { CisloError } from '../model/error.ts';
import { installedRepositories } from '../normalize/installed-repositories.ts';
import type { OwnApp } from '../normalize/own-app.ts';
import type { Backfill } from '../store/backfill/backfill.ts';
import { beginBackfill } from '../store/backfill/begin-backfill.ts';
import { postponeBackfill } from '../store/backfill/end-backfill.ts';
import { readWaitingBackfills } from '../store/backfill/read-backfill.ts';
import type { OpenStore } from '../store/open-store.ts';
import { hookRetentionMs } from './hook-retention-ms.ts';
import { type BackfillResult, runBackfill } from './run-backfill.ts';
import { sleep } from './sleep.ts';
import { withBackfillLease } from './with-backfill-lease.ts';

export interface StartBackfillsOptions {
  readonly store: Pick<OpenStore, 'db'>;
  readonly config: {
    readonly gheHost: string | null;
    readonly hosts: readonly string[];
    /** How far back a newly installed repository is read; 0: not at all. */
    readonly backfill: { readonly days: number };
  };
  /** The App that we are: its own checks and statuses are no reports. Left out: nobody. */
  readonly ownApp?: OwnApp | undefined;
  /** Our clock, ms. */
  readonly clock: () => number;
  readonly log: Log;
  /** Finds out how a repository can be read. Rejects with a CisloError when it cannot. */
  readonly access: (fullName: string, signal: AbortSignal) => Promise<BackfillAccess>;
  /** How often the queue is looked at, ms. Default 15 s. */
  readonly everyMs?: number;
  /** The least time between two requests, ms. Default 1 s: most of the rate limit is left to others. */
  readonly paceMs?: number;
}

/** Back-fills in the background. */
export interface Backfills {
  /** Puts the repositories that a delivery installs into the queue; resolves when they are committed. */
  onDelivery(event: string, payload: unknown): Promise<void>;
  /** Finishes the step under way and stops. The next start goes on from there. */
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const mostAtOnce = 20;

/**
 * Reads the history of newly installed repositories, one after the other and slowly. The queue is in the database: any number of
 * replicas may work on it, one at a time on each repository, and a restart loses nothing.
 */
export function startBackfills(options: StartBackfillsOptions): Backfills {
  const { store, config, clock, log, everyMs = 15_000 } = options;
  const stopper = new AbortController();
  const { signal } = stopper;
  /** The timer of the next look at the queue; undefined during a look. */
  let timer: NodeJS.Timeout | undefined;
  let running = turn();

  async function turn(): Promise<void> {
    try {
      for (const backfill of await readWaitingBackfills(store.db, clock(), mostAtOnce)) {
        if (signal.aborted) break;
        await withBackfillLease(store.db, backfill, clock, (mayGoOn) => work(options, backfill, mayGoOn, signal));
      }
    } catch (error) {
      log.warn({ err: error }, 'A back-fill failed and will be tried again');
    }
    if (signal.aborted) return;
    lookAfter(everyMs);
  }

  function lookAfter(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      running = turn();
    }, ms);
  }

  return {
    async onDelivery(event, payload) {
      if (config.backfill.days === 0) return;
      const now = clock();
      for (const { webhooksSince, ...repository } of installedRepositories(event, payload)) {
        const since = now - config.backfill.days * dayMs;
        const host = config.gheHost ?? 'github.com';
        const request = {
          ...repository,
          host,
          since,
          webhooksSince: webhooksSince ?? now,
          restart: false,
          background: true,
        };
        await beginBackfill(store.db, request, now);
        log.info({ repository: repository.fullName, days: config.backfill.days }, 'A back-fill waits for its turn');
        if (timer !== undefined && !signal.aborted) lookAfter(0);
      }
    },
    async stop() {
      stopper.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function work(
  options: StartBackfillsOptions,
  backfill: Backfill,
  mayGoOn: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { store, config, ownApp, clock, log, access, paceMs = 1_000 } = options;
  const fields = { repository: backfill.fullName };
  let result: BackfillResult;
  try {
    const { client } = await access(backfill.fullName, signal);
    log.info({ ...fields, stage: backfill.stage }, 'A back-fill begins or goes on');
    result = await runBackfill(
      {
        client,
        db: store.db,
        hosts: config.hosts,
        ownApp,
        concurrency: 2,
        retentionMs: hookRetentionMs(config.gheHost),
        paceMs,
        clock,
        sleep,
        signal,
        mayGoOn,
        onWait: (until) =>
          log.info({ ...fields, until: new Date(until).toISOString() }, "A back-fill waits for GitHub's rate limit"),
      },
      backfill,
    );
  } catch (error) {
    if (!(error instanceof CisloError)) throw error;
    log.warn({ ...fields, err: error }, 'A back-fill has no way into its repository and will be tried again');
    await postponeBackfill(
      store.db,
      backfill,
      error.message,
      clock() + (error.code === 'server_unreachable' ? 10 * minuteMs : dayMs),
    );
    return;
  }
  const { setback } = result;
  if (setback === null) {
    const { facts, newFacts, missing } = result.backfill;
    log.info({ ...fields, facts, newFacts, missing, requests: result.requests }, 'A back-fill is finished');
  } else if (setback.reason !== 'stopped') {
    log.warn({ ...fields, reason: setback.message }, 'A back-fill cannot go on now and will be tried again');
    const again = setback.reason === 'away' ? 10 * minuteMs : dayMs;
    await postponeBackfill(store.db, backfill, setback.message, clock() + again);
  }
}
