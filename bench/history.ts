import { workerSettings } from '../src/app/worker-settings.ts';
import { buildStep } from '../src/generation/build.ts';
import { deploy } from '../src/generation/deploy.ts';
import { workReader } from '../src/generation/work.ts';
import { run } from '../src/store/database.ts';
import { manySlos } from './many-slos.ts';
import { fillJobRuns, openDefinedStore, settingsOf } from './settling.ts';

/** How fast the past of a new SLO is judged. */
export interface HistoryResult {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** The longest step, ms: so long no delivery of the same repository is folded, and none is taken by the embedded database. */
  readonly longestStepMs: number;
}

/** Stores so many settled job runs, deploys one SLO more, and judges its whole past. */
export async function measureHistory(
  at: { readonly databaseUrl: string | null; readonly dataDir: string },
  rows: number,
  judged: { readonly together: number; readonly parts: number },
): Promise<HistoryResult> {
  const { store } = await openDefinedStore(at);
  const step = 100_000;
  for (let from = 1; from <= rows; from += step)
    await fillJobRuns(store, from, Math.min(rows, from + step - 1), 'settled');
  await run(store.db, 'vacuum analyze job_runs');
  const { offers, versions } = workerSettings(settingsOf(at, manySlos(1, 'half')));
  await deploy(store.db, { id: 'bench', kind: 'migrate' }, offers, Date.now());
  const readWork = workReader(versions);
  const started = performance.now();
  let longestStepMs = 0;
  for (let more = true; more; ) {
    const begun = performance.now();
    more = await buildStep(store.db, readWork, 300, Date.now(), judged);
    longestStepMs = Math.max(longestStepMs, performance.now() - begun);
  }
  const seconds = (performance.now() - started) / 1000;
  const [{ count }] = (await run(store.db, `select count(*) as count from verdicts`)) as [{ count: number }];
  if (count !== rows / 2) throw new Error(`${count} verdicts of ${rows} rows`);
  await store.close();
  return { rows, rowsPerSecond: rows / seconds, longestStepMs };
}
