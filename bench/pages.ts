import { quietLog } from '../src/app/quiet-log.ts';
import { startServer } from '../src/app/start-server.ts';
import { run } from '../src/store/database.ts';
import type { OpenStore } from '../src/store/open-store.ts';
import { manySlos } from './many-slos.ts';
import { fillJobRuns, openDefinedStore, settingsOf } from './settling.ts';
import { quantile } from './statistics.ts';

/** How long a page takes to be answered. */
export interface PageResult {
  readonly path: string;
  readonly p50Ms: number;
  readonly longestMs: number;
}

/** A job a second, up to now. */
const days = 23.15;

/** Every page over so many job runs and SLOs, asked one after another. */
export async function measurePages(
  databaseUrl: string,
  rows: number,
  slos: number,
  rounds: number,
): Promise<readonly PageResult[]> {
  const place = { databaseUrl, dataDir: '' };
  const sloDir = manySlos(slos - 4, 'provider', '30d');
  const { store } = await openDefinedStore(place, sloDir);
  await fill(store, rows);
  const [{ id }] = (await run(store.db, `select id from job_runs where state = 'error' limit 1`)) as [{ id: string }];
  await store.close();
  const server = await startServer({ config: { ...settingsOf(place, sloDir), port: 0 }, log: quietLog() });
  const paths = [
    ...['/', '/live', '/runs', '/runs?kind=build&state=error', `/runs/${id}`, '/revisions', '/repositories'],
    ...['/providers', '/services/ci', '/alerts', '/health', '/status'],
    ...['/slos/build-completion', '/slos/build-completion?dimension=provider&value=provider-7', '/slos/new', '/api'],
  ];
  const results: PageResult[] = [];
  for (const path of paths) {
    const times: number[] = [];
    for (let round = -2; round < rounds; round += 1) {
      const began = performance.now();
      const response = await fetch(server.url + path);
      await response.arrayBuffer();
      if (round >= 0) times.push(performance.now() - began);
      // Rows that were written straight into the table have no reports behind them, so one has no page.
      if (response.status !== 200 && !path.startsWith('/runs/')) throw new Error(`${path} answered ${response.status}`);
    }
    results.push({ path: path.replace(id, 'ID'), p50Ms: quantile(times, 0.5), longestMs: Math.max(...times) });
  }
  await server.stop();
  return results;
}

/** Job runs with verdicts by the SLOs about them, one in fifty bad, and the sums of these. */
async function fill(store: OpenStore, rows: number): Promise<void> {
  await run(
    store.db,
    `insert into repositories select i, 'github.com', 'o/r' || i, false, null, now(), null from generate_series(1, 200) i`,
  );
  for (let from = 1; from <= rows; from += 100_000)
    await fillJobRuns(store, from, Math.min(rows, from + 99_999), 'settled', days);
  await run(store.db, `update job_runs set state = 'error' where abs(hashtext(id)) % 50 = 0`);
  await run(
    store.db,
    `insert into verdicts (repository_id, host, event_id, generation, verdict, at, provider)
     select j.repository_id, j.host, j.id, g.id, case when j.state = 'error' then 'bad' else 'good' end, j.finished_at, j.provider
     from job_runs j join generations g on g.kind = 'slo' and g.slo in (j.kind || '-completion', 'slo-' || lpad((substr(j.provider, 10)::int + 1)::text, 2, '0'))`,
  );
  for (const seconds of [60, 3600, 86_400])
    for (const place of [`repository_id, host`, `0, ''`])
      await run(
        store.db,
        `insert into slo_buckets (repository_id, host, generation, seconds, at, good, bad, excluded)
         select ${place}, generation, ${seconds}, to_timestamp(floor(extract(epoch from at) / ${seconds}) * ${seconds}),
           count(*) filter (where verdict = 'good'), count(*) filter (where verdict = 'bad'), 0
         from verdicts group by 1, 2, 3, 5`,
      );
  await run(store.db, 'vacuum analyze');
}
