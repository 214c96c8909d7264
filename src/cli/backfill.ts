import { Command } from 'commander';
import { quietLog } from '../app/quiet-log.ts';
import { BackfillSetback } from '../backfill/backfill-setback.ts';
import { hookRetentionMs } from '../backfill/hook-retention-ms.ts';
import { openBackfill } from '../backfill/open-backfill.ts';
import { type BackfillResult, runBackfill } from '../backfill/run-backfill.ts';
import { sleep } from '../backfill/sleep.ts';
import { withBackfillLease } from '../backfill/with-backfill-lease.ts';
import { findBackfillAccess } from '../github/backfill-access.ts';
import { CisloError } from '../model/error.ts';
import { isFullName } from '../normalize/is-full-name.ts';
import { backfillProgress } from './backfill-progress.ts';
import { describeBackfill } from './describe-backfill.ts';
import { parseSince } from './parse-since.ts';
import { finishWork, type Workplace, withWritableStore } from './with-database.ts';

interface BackfillFlags {
  readonly since: string;
  readonly restart?: boolean;
  readonly json?: boolean;
}

const drainPatienceMs = 600_000;
const concurrency = 6;

/** `cislo backfill OWNER/REPO --since D`: history from the REST API. */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description(
      'Reads the history of a repository from GitHub: pull requests, check runs, statuses, workflow runs and jobs. What webhooks told already counts once. May be interrupted at any moment: the same command goes on where it stopped.',
    )
    .argument('<repository>', 'owner/name; the App must be installed there, or GITHUB_TOKEN be set')
    .requiredOption('--since <when>', 'how far back: 30d, 4w, 2026-01-31 or an ISO 8601 time')
    .option('--restart', 'begin again, even if an earlier back-fill was interrupted')
    .option('--json', 'print the result as JSON')
    .action(backfill);
}

async function backfill(fullName: string, flags: BackfillFlags): Promise<void> {
  if (!isFullName(fullName)) {
    throw new CisloError('bad_request', `the repository must be owner/name, got ${JSON.stringify(fullName)}`);
  }
  const since = parseSince(flags.since, Date.now());
  if (since === null) {
    throw new CisloError(
      'bad_request',
      `--since must be 30d, 4w, a date such as 2026-01-31 or an ISO 8601 time, and not in the future, got ${JSON.stringify(flags.since)}`,
    );
  }
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const startedAt = performance.now();
    const result = await withWritableStore((place) => work(place, fullName, since, flags, stopper.signal)).catch(
      explainLock,
    );
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(describeBackfill(result, seconds, flags.json === true));
    if (result.setback !== null) process.exitCode = 1;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function work(
  place: Workplace,
  fullName: string,
  since: number,
  flags: BackfillFlags,
  signal: AbortSignal,
): Promise<BackfillResult> {
  const { config, store } = place;
  const { app, github, gheHost, hosts } = config;
  const clock = Date.now;
  const token = process.env['GITHUB_TOKEN'] || null;
  const access = await findBackfillAccess(
    { fullName, app, token, apiUrl: github.apiUrl, log: quietLog(), clock },
    signal,
  );
  const progress = backfillProgress(process.stderr, clock);
  const reading = { clock, sleep, signal, onWait: progress.onWait };
  const restart = flags.restart === true;
  const begun = await openBackfill({ ...reading, access, db: store.db, fullName, gheHost, since, restart }).catch(
    explainSetback,
  );
  progress.begin(begun);
  const run = (mayGoOn: () => Promise<void>): Promise<BackfillResult> =>
    runBackfill(
      {
        ...reading,
        client: access.client,
        db: store.db,
        hosts,
        ownApp: app === null ? undefined : { id: app.id, slug: null },
        concurrency,
        retentionMs: hookRetentionMs(gheHost),
        paceMs: 0,
        mayGoOn,
        onProgress: progress.onProgress,
      },
      begun,
    );
  // Only one process can open the embedded database. So a lease that is there was left by a process that died.
  const result = store.embedded
    ? await run(async () => undefined)
    : await withBackfillLease(store.db, begun, clock, run);
  progress.end();
  if (result === null) {
    throw new CisloError(
      'bad_request',
      `another process reads the history of ${fullName} right now (or died within the last minute); wait for it, or try again in a minute`,
    );
  }
  await finishWork(place, drainPatienceMs);
  return result;
}

function explainSetback(error: unknown): never {
  if (!(error instanceof BackfillSetback)) throw error;
  throw new CisloError(
    error.reason === 'refused' ? 'not_found' : 'server_unreachable',
    `${error.message}; nothing was read`,
    { cause: error },
  );
}

function explainLock(error: unknown): never {
  if (!(error instanceof CisloError) || error.code !== 'data_dir_locked') throw error;
  throw new CisloError(
    'data_dir_locked',
    `${error.message}. A server on the embedded database has to be stopped for a back-fill (GitHub's list of deliveries makes up for what it misses), or do it itself (CISLO_BACKFILL_DAYS)`,
    { cause: error },
  );
}
