import { readSettings } from '../src/app/read-settings.ts';
import { workerSettings } from '../src/app/worker-settings.ts';
import type { Config } from '../src/config/config.ts';
import { deploy } from '../src/generation/deploy.ts';
import { settleBatch } from '../src/generation/next-batch.ts';
import { workReader } from '../src/generation/work.ts';
import { run } from '../src/store/database.ts';
import { type OpenStore, openStore } from '../src/store/open-store.ts';

/** What settling costs. */
export interface SettleResult {
  readonly rows: number;
  readonly verdicts: number;
  readonly verdictsPerSecond: number;
}

const repositories = 200;
const providers = 70;
const batch = 4_000;

/** Builds and tests of 20 days in 200 repositories, straight into the table; numbered, so that more can follow. */
export async function fillJobRuns(store: OpenStore, from: number, to: number, state: 'due' | 'settled'): Promise<void> {
  const due = state === 'due' ? 'now()' : 'null';
  await run(
    store.db,
    `insert into job_runs (repository_id, host, id, generation, lane, head_sha, provider, name, source, occurrence, kind, state, queued_at, started_at, finished_at,
       queue_ms, run_ms, duration_ms, pull_requests, runner_labels, quirks, row_hash, due_at)
     select 1 + i % ${repositories}, 'github.com', md5(i::text), 1, i % 16, md5((i / 4)::text), 'provider-' || i % ${repositories} % ${providers}, 'job ' || i % 4, 'check_run', 1,
       (array['build', 'test'])[1 + i / ${repositories} % 2], 'success', at, at + make_interval(secs => wait), at + make_interval(secs => wait + work),
       1000 * wait, 1000 * work, 1000 * (wait + work), '{}', '{}', '{}', 'x', ${due}
     from generate_series(${from}::int, ${to}::int) i,
       lateral (select now() - interval '20 days' + i * interval '1 second' as at, i * 7 % 4000 as wait, i * 13 % 40000 as work) t`,
  );
}

/** A store on which the definitions are applied already, so that a server that starts on its rows does not judge them anew. */
export async function openDefinedStore(
  databaseUrl: string,
): Promise<{ readonly store: OpenStore; readonly config: Config }> {
  const config = readSettings({ WEBHOOK_SECRET: 'a-secret-of-the-benchmark', DATABASE_URL: databaseUrl });
  const store = await openStore({ databaseUrl, dataDir: '' });
  await deploy(store.db, { id: 'bench', kind: 'migrate' }, workerSettings(config).offers, Date.now());
  return { store, config };
}

/** Settles as many due job runs as given, on an empty database. */
export async function measureSettling(databaseUrl: string, rows: number): Promise<SettleResult> {
  const { store, config } = await openDefinedStore(databaseUrl);
  await run(
    store.db,
    `insert into repositories select i, 'github.com', 'o/r' || i, false, null, now(), null from generate_series(1, ${repositories}) i`,
  );
  await fillJobRuns(store, 1, rows, 'due');
  await run(
    store.db,
    `insert into settle_queue (repository_id, host, due_at, lane) select distinct repository_id, host, due_at, lane from job_runs`,
  );
  await run(store.db, 'vacuum analyze');
  const started = performance.now();
  const readWork = workReader(workerSettings(config).versions);
  for (let settled = 1; settled > 0; ) settled = (await settleBatch(store.db, readWork, batch, Date.now())).rows;
  const seconds = (performance.now() - started) / 1000;
  const [{ count: verdicts }] = (await run(store.db, 'select count(*)::int as count from verdicts')) as [
    { count: number },
  ];
  await store.close();
  return { rows, verdicts, verdictsPerSecond: verdicts / seconds };
}

/** Stores so many settled job runs more, from number `from` on. */
export async function addSettled(databaseUrl: string, from: number, to: number): Promise<void> {
  const store = await openStore({ databaseUrl, dataDir: '' });
  await fillJobRuns(store, from, to, 'settled');
  await run(store.db, 'vacuum analyze');
  await store.close();
}
