import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import type { LogEntry } from '../../../src/model/delivery.ts';
import type { Objective } from '../../../src/model/objective.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { readGenerations } from '../../../src/store/generation/read-generations.ts';
import { verifyStore } from '../../../src/verify/verify-store.ts';
import { type LocalWorker, startWorker } from '../../../src/worker/start-worker.ts';
import type { WorkerOptions } from '../../../src/worker/worker-options.ts';
import { emptyDatabase } from '../../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { day, entryOf, hour, minute, noon, status } from '../../support/entries.ts';
import { deploymentOf } from '../../support/generations.ts';
import { objectiveOf, objectives } from '../../support/objectives.ts';
import { rules } from '../../support/rules.ts';
import { kindRule } from '../../track/support/rules.ts';

export const [firstStatus, , tests] = objectives as readonly Objective[];
/** Builds are good only when they succeed. */
export const strictBuilds = objectiveOf('build-completion', {
  eventType: 'job-run',
  where: "kind = 'build'",
  good: "state = 'success'",
  exclude: 'false',
  from: 'queued_at',
  until: 'finished_at',
  withinMs: 12 * hour,
});
export const edited = deploymentOf({ objectives: [firstStatus as Objective, strictBuilds, tests as Objective] });
export const otherRules = deploymentOf({ rules: { ...rules, kinds: [kindRule(/build/, 'deploy')] } });
export const newerFold = { ...ownVersions, fold: ownVersions.fold + 1 };
export const newer = deploymentOf({ versions: newerFold });

/** Workers over one embedded database that is emptied before each test, with a clock that the test moves. */
export function generationSuite() {
  let embedded: EmbeddedStore;
  let workers: LocalWorker[];
  const suite = { now: 0, lines: [] as string[] };

  beforeAll(async () => {
    embedded = await openEmbeddedStore();
  });
  afterAll(() => embedded.remove());
  beforeEach(async () => {
    suite.now = noon + 2 * day;
    workers = [];
    suite.lines = [];
    await emptyDatabase(embedded.store.db);
  });
  afterEach(() => Promise.all(workers.map((worker) => worker.stop())));

  async function start(changes: Partial<WorkerOptions> = {}): Promise<LocalWorker> {
    const offers = changes.offers ?? deploymentOf();
    const worker = await startWorker({
      store: embedded.store,
      versions: offers.versions,
      everyMs: hour,
      retentionDays: 90,
      clock: () => suite.now,
      log: {
        info: () => undefined,
        warn: (fields, message) => suite.lines.push(`${message} ${JSON.stringify(fields)}`),
      },
      ...changes,
      offers,
    });
    workers.push(worker);
    return worker;
  }
  async function stop(worker: LocalWorker): Promise<void> {
    workers.splice(workers.indexOf(worker), 1);
    await worker.stop();
  }
  async function deliver(...entries: readonly LogEntry[]): Promise<void> {
    await embedded.store.append(entries);
  }
  /** Ended builds: the first half failed, the others succeeded. */
  async function deliverBuilds(count: number, firstSha = 0): Promise<void> {
    await deliver(
      ...Array.from({ length: count }, (_, n) =>
        entryOf(
          status({
            at: noon + n * minute,
            headSha: String(firstSha + n).padStart(40, '0'),
            phase: 'final',
            conclusion: n < count / 2 ? 'failure' : 'success',
          }),
        ),
      ),
    );
  }
  async function builds(): Promise<readonly unknown[]> {
    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'build-completion', from: noon - day, to: noon + 3 * day },
    ]);
    return [counts?.good, counts?.bad];
  }
  async function exported(label: string): Promise<number | undefined> {
    const totals = await embedded.store.read.readTotals(systemViewer);
    return totals.find((total) => total.label === label)?.value;
  }
  async function differences(versions = ownVersions): Promise<readonly unknown[]> {
    const { store } = embedded;
    return (await verifyStore({ store, versions, clock: () => suite.now, drain: async () => undefined })).differences;
  }
  async function building(): Promise<readonly (string | null)[]> {
    const all = await readGenerations(embedded.store.db);
    return all.filter(({ state }) => state === 'building').map(({ kind, slo }) => slo ?? kind);
  }

  return Object.assign(suite, {
    store: () => embedded.store,
    start,
    stop,
    deliver,
    deliverBuilds,
    builds,
    exported,
    differences,
    building,
  });
}
