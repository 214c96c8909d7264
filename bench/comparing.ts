import { workerSettings } from '../src/app/worker-settings.ts';
import { buildStep } from '../src/generation/build.ts';
import { deploy } from '../src/generation/deploy.ts';
import { workReader } from '../src/generation/work.ts';
import { systemViewer } from '../src/model/viewer.ts';
import { readBubbleUp } from '../src/status/read-bubble-up.ts';
import { run } from '../src/store/database.ts';
import { openStore } from '../src/store/open-store.ts';
import { manySlos } from './many-slos.ts';
import { fillJobRuns, openDefinedStore, settingsOf } from './settling.ts';
import { quantile } from './statistics.ts';

/** What comparing costs. */
export interface CompareResult {
  readonly events: number;
  readonly p50Ms: number;
  readonly longestMs: number;
}

/** BubbleUp over so many events of an SLO, of which one in fifty is bad: on 2,000 runners in 200 repositories, four jobs on a commit. */
export async function measureComparing(databaseUrl: string, events: number, rounds: number): Promise<CompareResult> {
  const place = { databaseUrl, dataDir: '' };
  const { store: filled } = await openDefinedStore(place);
  // Half of the job runs are builds, which the SLO counts.
  for (let from = 1; from <= 2 * events; from += 100_000)
    await fillJobRuns(filled, from, Math.min(2 * events, from + 99_999), 'settled');
  await run(
    filled.db,
    `update job_runs set runner_name = 'runner ' || abs(hashtext(id)) % 2000, branch = 'topic ' || abs(hashtext(head_sha)) % 500,
       workflow = 'workflow ' || abs(hashtext(id)) % 9, runner_labels = array['linux', 'size ' || abs(hashtext(id)) % 7],
       state = case when abs(hashtext(id || 'x')) % 50 = 0 then 'error' else state end`,
  );
  await run(filled.db, 'vacuum analyze job_runs');
  const { offers, versions } = workerSettings(settingsOf(place, manySlos(1, 'half')));
  await deploy(filled.db, { id: 'bench', kind: 'migrate' }, offers, Date.now());
  const readWork = workReader(versions);
  while (await buildStep(filled.db, readWork, 300, Date.now(), { together: 60_000, parts: 2 }));
  await run(filled.db, 'vacuum analyze verdicts');
  await filled.close();
  const store = await openStore({ ...place, objectives: offers.objectives });
  const objective = offers.objectives.find(({ name }) => name === 'slo-01');
  if (objective === undefined) throw new Error('there is no SLO to compare events of');
  const times: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const began = performance.now();
    const question = { from: 0, to: Date.now(), dimensions: null, limit: 20 };
    const { bad, good } = await readBubbleUp(store.read, systemViewer, objective, question);
    if (round >= 0) times.push(performance.now() - began);
    if (bad + good !== events) throw new Error(`${bad + good} of ${events} events were compared`);
  }
  await store.close();
  return { events, p50Ms: quantile(times, 0.5), longestMs: Math.max(...times) };
}
