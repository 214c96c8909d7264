import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { prune } from '../../src/retain/prune.ts';
import { run } from '../../src/store/database.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { type LocalWorker, startWorker } from '../../src/worker/start-worker.ts';
import type { WorkerOptions } from '../../src/worker/worker-options.ts';
import { emptyDatabase } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { day, entryOf, hour, minute, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf } from '../support/generations.ts';
import { objectives } from '../support/objectives.ts';
import { rules } from '../support/rules.ts';
import { kindRule } from '../track/support/rules.ts';

/** Somebody has to owe an answer, or nobody is expected. */
const owed = {
  ...rules,
  expected: [{ repository: /./, providers: ['jenkins'], place: { file: 'cislo.yaml', line: 1 } }],
};
const quiet = { info: () => undefined, warn: () => undefined };

describe('settling', () => {
  let embedded: EmbeddedStore;
  let worker: LocalWorker;
  let now: number;

  function options(overrides: Partial<Omit<WorkerOptions, 'store'>> = {}): WorkerOptions {
    return {
      store: embedded.store,
      versions: ownVersions,
      offers: deploymentOf({ rules: owed }),
      everyMs: hour,
      retentionDays: 90,
      clock: () => now,
      log: quiet,
      ...overrides,
    };
  }
  async function deliver(...entries: readonly LogEntry[]): Promise<void> {
    await embedded.store.append(entries);
    await worker.drain(60_000);
  }
  async function counter(label: string): Promise<number> {
    const totals = await embedded.store.read.readTotals(systemViewer);
    return totals.find((total) => total.label === label)?.value ?? 0;
  }
  async function differences(): Promise<readonly unknown[]> {
    return (
      await verifyStore({
        store: embedded.store,
        versions: ownVersions,
        clock: () => now,
        drain: () => worker.drain(60_000),
      })
    ).differences;
  }

  beforeAll(async () => {
    embedded = await openEmbeddedStore();
  });
  afterAll(() => embedded.remove());
  beforeEach(async () => {
    now = noon;
    await emptyDatabase(embedded.store.db);
    worker = await startWorker(options());
  });
  afterEach(() => worker.stop());

  it('lets deliveries that rush in go first; a reader gets what is there, and the rest is folded after the rush', async () => {
    await worker.stop();
    let answered = 0;
    let perLook = 1_000_000;
    const door = { answered: () => (answered += perLook), waiting: () => 0 };
    worker = await startWorker(options({ everyMs: 20, door }));
    const waiting = async (): Promise<number> =>
      (await run<{ count: number }>(embedded.store.db, 'select count(*)::int as count from inbox'))[0]?.count ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await embedded.store.append([entryOf(pullRequest({ at: noon }))]);

    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await waiting()).toBe(1);
    expect(await worker.drain(60_000)).toBe(true);
    expect(await waiting()).toBe(0);

    await embedded.store.append([entryOf(status({ at: noon }))]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await waiting()).toBe(1);
    perLook = 0;
    await expect.poll(waiting).toBe(0);
  });

  it('judges a pull request without a status by the clock alone, at its deadline, after the grace', async () => {
    await deliver(entryOf(pullRequest({ at: noon })));
    now = noon + 74_000;
    await worker.drain(60_000);
    expect(await counter('first-status/bad')).toBe(0);
    expect(await embedded.store.read.readPending(systemViewer)).toEqual(new Map([['first-status', 1]]));

    now = noon + 75_000;
    await worker.drain(60_000);

    expect(await counter('first-status/bad')).toBe(1);
    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'first-status', from: noon, to: noon + minute },
    ]);
    expect(counts).toMatchObject({ good: 0, bad: 1, excluded: 0 });
    expect((await embedded.store.read.listRevisions(systemViewer, {})).items).toMatchObject([
      { verdict: 'bad', firstStatusAt: null, repository: 'octo/repo' },
    ]);
    expect(await embedded.store.read.readRevisionsWithoutStatus(systemViewer, now - 15_000)).toEqual(
      expect.arrayContaining([
        { provider: 'any', count: 1 },
        { provider: 'jenkins', count: 1 },
      ]),
    );
  });

  it('judges an overdue build by the clock alone and shows it as overdue', async () => {
    await deliver(entryOf(status({ at: noon })));
    now = noon + 12 * hour + minute;

    await worker.drain(60_000);

    expect(await counter('build-completion/bad')).toBe(1);
    expect(await embedded.store.read.readOverdueJobs(systemViewer, now - 12 * hour)).toEqual([
      { kind: 'build', provider: 'jenkins', count: 1 },
    ]);
    expect(await embedded.store.read.readOpenJobs(systemViewer)).toEqual([
      { kind: 'build', provider: 'jenkins', state: 'queued', count: 1 },
    ]);
    expect(await embedded.store.read.readLagMs(systemViewer, now)).toBe(0);
    expect(await differences()).toEqual([]);
  });

  it('corrects a verdict when late evidence comes, counts the correction, and lets no counter fall', async () => {
    await deliver(entryOf(pullRequest({ at: noon })));
    now = noon + 2 * hour;
    await worker.drain(60_000);
    expect(await counter('first-status/bad')).toBe(1);

    await deliver(entryOf(status({ at: noon + 3_000 }), { receivedAt: now }));

    expect(await counter('first-status/good')).toBe(1);
    expect(await counter('first-status/bad')).toBe(1);
    expect(await counter('first-status')).toBe(1);
    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'first-status', from: noon - day, to: noon + day },
    ]);
    expect(counts).toMatchObject({ good: 1, bad: 0 });
    expect(await differences()).toEqual([]);
  });

  it('changes nothing when a delivery comes again', async () => {
    const entry = entryOf(status({ at: noon, phase: 'final' }));
    await deliver(entry);

    const fresh = await embedded.store.append([entry, entry]);
    await worker.drain(60_000);

    expect(fresh).toEqual([false, false]);
    expect((await embedded.store.read.listRuns(systemViewer, {})).items).toHaveLength(1);
    expect(await embedded.store.read.countDeliveries(systemViewer, 0)).toBe(1);
  });

  it('excludes a build whose pull request got a newer head while it was silent', async () => {
    await deliver(entryOf(pullRequest({ at: noon })), entryOf(status({ at: noon + 5_000 })));
    await deliver(entryOf(pullRequest({ at: noon + hour, action: 'synchronize', headSha: 'b'.repeat(40) })));
    now = noon + 13 * hour;

    await worker.drain(60_000);

    expect(await counter('build-completion/excluded')).toBe(1);
    expect((await embedded.store.read.listRuns(systemViewer, {})).items).toMatchObject([
      { supersededAt: noon + hour, pullRequests: [1] },
    ]);
    expect(await embedded.store.read.readOpenJobs(systemViewer)).toEqual([]);
  });

  it('takes a row out of the sums that late evidence shows to be no run at all', async () => {
    const job = { source: 'workflow_job', app: 'github-actions', sender: null, externalId: 9, name: 'build' } as const;
    await deliver(
      entryOf(status({ ...job, at: noon, phase: 'final', startedAt: noon - minute, queuedAt: noon - minute })),
    );
    expect(await counter('build-completion/good')).toBe(1);

    await deliver(entryOf(status({ ...job, at: noon, phase: 'final', copied: true })));

    expect((await embedded.store.read.listRuns(systemViewer, {})).items).toEqual([]);
    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'build-completion', from: noon - day, to: noon + day },
    ]);
    expect(counts).toMatchObject({ good: 0, bad: 0, excluded: 0 });
    expect(await differences()).toEqual([]);
  });

  it('applies changed rules to the whole log', async () => {
    await deliver(entryOf(status({ at: noon, phase: 'final' })));
    await worker.stop();

    worker = await startWorker(
      options({ offers: deploymentOf({ rules: { ...rules, kinds: [kindRule(/build/, 'deploy')] } }) }),
    );
    await worker.build(60_000);

    expect((await embedded.store.read.listRuns(systemViewer, { kind: 'deploy' })).items).toHaveLength(1);
    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'build-completion', from: noon - day, to: noon + day },
    ]);
    expect(counts?.good).toBe(0);
  });

  it('judges history by an objective that is new', async () => {
    await deliver(entryOf(status({ at: noon, phase: 'final' })));
    await worker.stop();
    const fourth = {
      ...(objectives[1] as (typeof objectives)[number]),
      name: 'all-builds',
      indicatorHash: 'a'.repeat(32),
    };

    worker = await startWorker(options({ offers: deploymentOf({ rules: owed, objectives: [...objectives, fourth] }) }));
    await worker.build(60_000);

    const [counts] = await embedded.store.read.readSloCounts(systemViewer, [
      { slo: 'all-builds', from: noon - day, to: noon + day },
    ]);
    expect(counts?.good).toBe(1);
    expect(await counter('all-builds/good')).toBe(0);
    expect(await counter('build-completion/good')).toBe(1);
  });

  it('removes what is past its retention and keeps it in the counters', async () => {
    await deliver(
      entryOf(pullRequest({ at: noon })),
      entryOf(status({ at: noon + 1_000 })),
      entryOf(status({ at: noon + 2_000, phase: 'final' })),
    );
    await deliver(entryOf(status({ at: noon + 100 * day, headSha: 'c'.repeat(40), phase: 'final' })));
    now = noon + 101 * day;
    await worker.drain(60_000);
    const before = await embedded.store.read.readTotals(systemViewer);

    const removed = await prune(embedded.store.db, now - 90 * day);

    expect(removed).toBe(1);
    expect(await embedded.store.read.readTotals(systemViewer)).toEqual(before);
    expect((await embedded.store.read.listRuns(systemViewer, {})).items).toMatchObject([{ headSha: 'c'.repeat(40) }]);
    expect((await embedded.store.read.listRevisions(systemViewer, {})).items).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it('keeps an old commit whose pull request is still young', async () => {
    await deliver(entryOf(pullRequest({ at: noon })), entryOf(status({ at: noon + 1_000, phase: 'final' })));
    await deliver(entryOf(pullRequest({ at: noon + 100 * day, action: 'synchronize', headSha: 'd'.repeat(40) })));
    now = noon + 101 * day;

    const removed = await prune(embedded.store.db, now - 90 * day);

    expect(removed).toBe(0);
    expect((await embedded.store.read.listRuns(systemViewer, {})).items).toHaveLength(1);
  });

  it('finds what was changed behind its back', async () => {
    await deliver(entryOf(pullRequest({ at: noon })), entryOf(status({ at: noon + 1_000, phase: 'final' })));

    await run(embedded.store.db, `update job_runs set state = 'error'`);
    await run(
      embedded.store.db,
      `update verdicts set verdict = 'bad' where generation = (select id from generations where slo = 'first-status')`,
    );
    await run(
      embedded.store.db,
      `update totals set exact = exact + 1 where name = 'jobs_queued' and repository_id <> 0`,
    );
    await run(
      embedded.store.db,
      `delete from slo_buckets where generation = (select id from generations where slo = 'build-completion') and seconds = 60 and repository_id <> 0`,
    );

    expect(new Set((await differences()).map((difference) => (difference as { what: string }).what))).toEqual(
      new Set(['job_run', 'verdict', 'total', 'bucket', 'rollup']),
    );
  });

  it('shows what was kept aside', async () => {
    await embedded.store.keepAside('g1', 'status', '{"a": "\0"}', 'invalid byte', noon);

    expect(await differences()).toMatchObject([
      { what: 'kept_aside', key: 'g1', found: { event: 'status', error: 'invalid byte' } },
    ]);
  });
});
