import { readdirSync, readFileSync } from 'node:fs';
import { loadRules } from '../../src/config/load-rules.ts';
import type { DemoTruth, JobTruth, RevisionTruth, SloTruth } from '../../src/demo/demo-truth.ts';
import type { DemoMonth } from '../../src/demo/generate-month.ts';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import { eventOfRevision } from '../../src/event/event-of-revision.ts';
import { firstStatusBucketsSeconds } from '../../src/model/buckets.ts';
import type { AbandonReason, JobRun, OpenState, Outcome } from '../../src/model/job-run.ts';
import type { SloEvent } from '../../src/model/objective.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Revision } from '../../src/model/revision.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { judge } from '../../src/slo/judge.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { foldRepository } from '../../src/track/fold-repository.ts';

const root = new URL('../../', import.meta.url);
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** What the product's own pure code makes of a month: the counterpart of the truth that the script tells. */
export type Measured = Pick<DemoTruth, 'jobs' | 'revisions' | 'slos'>;

/** Reads, folds and judges every delivery of a month, as if it were `now` (ms). */
export function measureMonth(month: DemoMonth, now: number): Measured {
  const rows = foldMonth(month);
  return {
    jobs: measureJobs(rows.jobRuns, now),
    revisions: measureRevisions(rows.revisions, now),
    slos: measureSlos(rows, now),
  };
}

interface Rows {
  readonly jobRuns: readonly JobRun[];
  readonly revisions: readonly Revision[];
}

function readFiles(folder: string): { file: string; text: string }[] {
  return readdirSync(new URL(folder, root))
    .sort()
    .map((name) => ({ file: `${folder}${name}`, text: readFileSync(new URL(`${folder}${name}`, root), 'utf8') }));
}

/** Every row of the month, repository by repository. Repeated deliveries count once, as in the log. */
export function foldMonth(month: DemoMonth): Rows {
  const { rules } = loadRules(readFiles('rules/'));
  const repositories = new Map<number, { fullName: string; observations: Observation[] }>();
  const seen = new Set<string>();
  for (const { guid, event, payload, at } of month.deliveries) {
    if (seen.has(guid)) continue;
    seen.add(guid);
    const body = JSON.parse(JSON.stringify(payload)) as unknown;
    const entry = normalize({ guid, event, payload: body, receivedAt: at }, { hosts: ['github.com'] });
    if (entry.result === 'ignored') throw new Error(`${event} was not understood`);
    const { id, fullName } = entry.repository;
    const known = repositories.get(id) ?? { fullName, observations: [] };
    repositories.set(id, known);
    if (entry.observation !== null) known.observations.push(entry.observation);
  }
  const folded = [...repositories].map(([repositoryId, { fullName, observations }]) =>
    foldRepository({ host: 'github.com', repositoryId, fullName, observations, rules }),
  );
  return {
    jobRuns: folded.flatMap(({ jobRuns }) => jobRuns),
    revisions: folded.flatMap(({ revisions }) => revisions),
  };
}

function measureJobs(runs: readonly JobRun[], now: number): readonly JobTruth[] {
  const keys = [...new Set(runs.map((run) => `${run.kind} ${run.provider}`))].sort();
  return keys.map((key) => {
    const group = runs.filter((run) => `${run.kind} ${run.provider}` === key);
    const [{ kind, provider }] = group as [JobRun];
    const count = (test: (run: JobRun) => boolean): number => group.filter(test).length;
    const finished = (state: Outcome): number => count((run) => run.state === state);
    const open = (run: JobRun): boolean => run.finishedAt === null && run.abandonedAt === null;
    const openIn = (state: OpenState): number => count((run) => open(run) && run.state === state);
    const watched = (run: JobRun): boolean =>
      open(run) && run.state !== 'waiting' && run.role === 'ci' && (run.kind === 'build' || run.kind === 'test');
    const durations = group.flatMap(({ durationMs, state }) =>
      durationMs !== null && (state === 'success' || state === 'failure' || state === 'error')
        ? [durationMs / 1000]
        : [],
    );
    const waits = group.flatMap(({ waitingMs, state }) =>
      waitingMs === null || state === 'waiting' ? [] : [waitingMs / 1000],
    );
    const abandoned: Partial<Record<AbandonReason, number>> = {};
    for (const { abandonedBy } of group) {
      if (abandonedBy !== null) abandoned[abandonedBy] = (abandoned[abandonedBy] ?? 0) + 1;
    }
    return {
      kind,
      provider,
      queued: group.length,
      started: count((run) => run.startedAt !== null || run.state === 'success' || run.state === 'failure'),
      finished: {
        success: finished('success'),
        failure: finished('failure'),
        error: finished('error'),
        cancelled: finished('cancelled'),
        skipped: finished('skipped'),
        unknown: finished('unknown'),
      },
      superseded: count((run) => run.supersededAt !== null),
      abandoned,
      open: { waiting: openIn('waiting'), queued: openIn('queued'), started: openIn('started') },
      overdue: count((run) => watched(run) && run.queuedAt < now - 12 * hourMs),
      duration: countAndSum(durations),
      waiting: countAndSum(waits),
    };
  });
}

function countAndSum(seconds: readonly number[]): { readonly count: number; readonly sumSeconds: number } {
  return { count: seconds.length, sumSeconds: seconds.reduce((sum, value) => sum + value, 0) };
}

function measureRevisions(revisions: readonly Revision[], now: number): RevisionTruth {
  const any = revisions.filter(({ provider }) => provider === 'any');
  const byAction: Record<string, number> = {};
  for (const { action } of any) byAction[action] = (byAction[action] ?? 0) + 1;
  const providers = [...new Set(revisions.map(({ provider }) => provider))];
  return {
    total: any.length,
    byAction,
    nobodyExpected: any.filter(({ nobodyExpected }) => nobodyExpected).length,
    answeredBefore: any.filter(({ answeredBefore }) => answeredBefore).length,
    withoutStatus: any.filter(
      (row) =>
        !row.nobodyExpected &&
        !row.answeredBefore &&
        row.firstStatusAt === null &&
        row.supersededAt === null &&
        row.closedAt === null &&
        row.changedAt < now - 15_000,
    ).length,
    firstStatus: providers.map((provider) => {
      const seconds = revisions.flatMap((row) =>
        row.provider === provider && row.firstStatusMs !== null ? [row.firstStatusMs / 1000] : [],
      );
      return {
        provider,
        ...countAndSum(seconds),
        buckets: Object.fromEntries(
          firstStatusBucketsSeconds.map((bound) => [bound, seconds.filter((value) => value <= bound).length]),
        ),
      };
    }),
  };
}

function measureSlos(rows: Rows, now: number): readonly SloTruth[] {
  const { objectives, problems } = readObjectives(readFiles('slos/'));
  if (problems.length > 0) throw new Error(`the built-in SLO files have problems: ${JSON.stringify(problems)}`);
  const events = new Map<string, readonly SloEvent[]>([
    // A run that waits for a person is no event yet.
    ['job-run', rows.jobRuns.filter(({ state }) => state !== 'waiting').map((run) => eventOfJobRun(run, 'demo/demo'))],
    ['revision', rows.revisions.map((row) => eventOfRevision(row, 'demo/demo'))],
  ]);
  const to = Math.floor(now / 60_000) * 60_000 + 60_000;
  return ['first-status', 'build-completion', 'test-completion'].map((name) => {
    const objective = objectives.find((one) => one.name === name);
    if (objective === undefined) throw new Error(`no objective ${name}`);
    if (objective.indicator.eventType === 'measured') throw new Error(`${name} counts no events of ours`);
    const indicator = compileIndicator(objective.indicator);
    const counts = { good: 0, bad: 0, excluded: 0, pending: 0 };
    for (const event of events.get(objective.indicator.eventType) ?? []) {
      if (!indicator.matches(event)) continue;
      const { verdict, at } = judge(indicator, event, now, 60_000);
      if (at === null || (at >= to - 30 * dayMs && at < to)) counts[verdict] += 1;
    }
    const counted = counts.good + counts.bad;
    const errors = counts.bad / counted;
    return {
      name,
      target: objective.targetRatio,
      ...counts,
      sli: counted === 0 ? null : counts.good / counted,
      budgetRemainingRatio: counted === 0 ? null : 1 - errors / (1 - objective.targetRatio),
    };
  });
}
