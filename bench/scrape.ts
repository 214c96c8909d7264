import { readSettings } from '../src/app/read-settings.ts';
import { createMetrics } from '../src/metrics/create-metrics.ts';
import { settleDue } from '../src/settle/settle-due.ts';
import { run } from '../src/store/database.ts';
import { openStore } from '../src/store/open-store.ts';

/** What a large database costs. */
export interface ScrapeResult {
  readonly jobRuns: number;
  readonly lines: number;
  readonly scrapes: number;
  readonly scrapeMs: number;
  readonly verdictsPerSecond: number;
}

const jobRuns = 1_000_000;
const settledRuns = 60_000;
const scrapes = 11;

/** Fills an empty database with settled job runs, settles some more, and scrapes. */
export async function measureScrape(databaseUrl: string): Promise<ScrapeResult> {
  const config = readSettings({ WEBHOOK_SECRET: 'a-secret-of-the-benchmark', DATABASE_URL: databaseUrl });
  const store = await openStore({ databaseUrl, dataDir: '' });
  const fill = (from: number, to: number, due: string): Promise<unknown> =>
    run(
      store.db,
      `insert into job_runs (repository_id, host, id, lane, head_sha, provider, name, source, occurrence, kind, state, queued_at, started_at, finished_at,
         queue_ms, run_ms, duration_ms, pull_requests, runner_labels, quirks, row_hash, due_at)
       select 1 + i % 1000, 'github.com', md5(i::text), i % 16, md5((i / 4)::text), 'provider-' || i % 40, 'job ' || i % 4, 'check_run', 1,
         (array['build', 'test', 'deploy', 'other'])[1 + i % 4], 'success', now() - interval '20 days' + i * interval '1 second', now(), now() - interval '20 days' + i * interval '1 second' + interval '40 seconds',
         5000, 35000, 40000, '{}', '{}', '{}', 'x', ${due} from generate_series(${from}::int, ${to}::int) i`,
    );
  await run(
    store.db,
    `insert into repositories select i, 'github.com', 'o/r' || i, false, null, now() from generate_series(1, 1000) i`,
  );
  await fill(1, settledRuns, 'now()');
  await run(store.db, 'analyze');
  const started = performance.now();
  for (let rows = 1; rows > 0; ) rows = await settleDue(store.db, config.objectives, 60_000, 4_000, Date.now());
  const verdicts = await run<{ count: number }>(store.db, 'select count(*) as count from verdicts');
  const verdictsPerSecond = (verdicts[0]?.count ?? 0) / ((performance.now() - started) / 1000);
  await fill(settledRuns + 1, jobRuns, 'null');
  await run(store.db, 'vacuum analyze');

  const metrics = createMetrics({ store, config, clock: Date.now, drain: async () => true });
  const times: number[] = [];
  let lines = 0;
  for (let index = 0; index < scrapes; index += 1) {
    const from = performance.now();
    lines = (await metrics.render('text/plain')).body.split('\n').length;
    times.push(performance.now() - from);
  }
  await store.close();
  return {
    jobRuns,
    lines,
    scrapes,
    scrapeMs: times.sort((a, b) => a - b)[scrapes >> 1] ?? Number.NaN,
    verdictsPerSecond,
  };
}
