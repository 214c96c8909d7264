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
  readonly seconds: number;
  readonly verdictsPerSecond: number;
}

const repositories = 200;
const providers = 70;
const batch = 4_000;

/** Builds and tests in 200 repositories, one a second from `days` ago on, straight into the table; numbered, so that more can follow. */
export async function fillJobRuns(
  store: OpenStore,
  from: number,
  to: number,
  state: 'due' | 'settled',
  days = 20,
): Promise<void> {
  const due = state === 'due' ? 'now()' : 'null';
  await run(
    store.db,
    `insert into job_runs (repository_id, host, id, generation, lane, head_sha, provider, name, source, occurrence, kind, state, queued_at, started_at, finished_at,
       queue_ms, run_ms, duration_ms, pull_requests, runner_labels, quirks, row_hash, due_at, counted)
     select 1 + i % ${repositories}, 'github.com', md5(i::text), 1, i % ${repositories} % 16, md5((i / 4)::text), 'provider-' || i % ${repositories} % ${providers}, 'job ' || i % 4, 'check_run', 1,
       (array['build', 'test'])[1 + i / ${repositories} % 2], 'success', at, at + make_interval(secs => wait), at + make_interval(secs => wait + work),
       1000 * wait, 1000 * work, 1000 * (wait + work), '{}', '{}', '{}', 'x', ${due}, ${state === 'due' ? 'null' : `'[]'`}
     from generate_series(${from}::int, ${to}::int) i,
       lateral (select now() - interval '${days} days' + i * interval '1 second' as at, i * 7 % 4000 as wait, i * 13 % 40000 as work) t`,
  );
}

/** Where a store is: on a server, or in a folder of its own. */
export interface StorePlace {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** The settings of a server on this store, with the SLOs of a folder; default: those that cislo brings. */
export function settingsOf({ databaseUrl, dataDir }: StorePlace, sloDir?: string): Config {
  return readSettings({
    WEBHOOK_SECRET: 'a-secret-of-the-benchmark',
    ...(databaseUrl === null ? { CISLO_DATA_DIR: dataDir } : { DATABASE_URL: databaseUrl }),
    ...(sloDir === undefined ? {} : { CISLO_SLO_DIR: sloDir }),
  });
}

/** A store on which the definitions are applied already, so that a server that starts on its rows does not judge them anew. */
export async function openDefinedStore(
  place: StorePlace,
  sloDir?: string,
): Promise<{ readonly store: OpenStore; readonly config: Config }> {
  const config = settingsOf(place, sloDir);
  const store = await openStore(place);
  await deploy(store.db, { id: 'bench', kind: 'migrate' }, workerSettings(config).offers, Date.now());
  return { store, config };
}

/** Settles as many due job runs as given, on an empty database; with the SLOs of a folder, default those that cislo brings. */
export async function measureSettling(databaseUrl: string, rows: number, sloDir?: string): Promise<SettleResult> {
  const { store, config } = await openDefinedStore({ databaseUrl, dataDir: '' }, sloDir);
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
  return { rows, verdicts, seconds, verdictsPerSecond: verdicts / seconds };
}

/** Stores so many settled job runs more, from number `from` on. */
export async function addSettled(databaseUrl: string, from: number, to: number): Promise<void> {
  const store = await openStore({ databaseUrl, dataDir: '' });
  await fillJobRuns(store, from, to, 'settled');
  await run(store.db, 'vacuum analyze');
  await store.close();
}
