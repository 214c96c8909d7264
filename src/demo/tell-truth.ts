import { firstStatusBucketsSeconds } from '../model/buckets.ts';
import type { AbandonReason, Outcome } from '../model/job-run.ts';
import type { DemoTruth, JobTruth, RevisionTruth, SloTruth } from './demo-truth.ts';
import { jobDeadlineMs, judgeJob, judgeRevision, statusDeadlineMs, type TrueVerdict } from './judge-truth.ts';
import type { MonthScript } from './month-script.ts';
import type { OrderedDelivery } from './order-deliveries.ts';
import { type JobView, type RevisionAtHorizon, viewJobs, viewRevisions } from './view-script.ts';

const minuteMs = 60_000;
const windowMs = 30 * 24 * 60 * minuteMs;

/** What is right about a scripted month at `now` (ms), counted from the script alone. */
export function tellTruth(
  script: MonthScript,
  ordered: readonly OrderedDelivery[],
  span: Pick<DemoTruth, 'seed' | 'start' | 'end' | 'now'>,
): DemoTruth {
  const jobs = viewJobs(script);
  const revisions = viewRevisions(script, jobs);
  const { now } = span;
  const byKind = (kind: string): readonly TrueVerdict[] =>
    jobs.filter((job) => job.kind === kind && job.role === 'ci' && !job.waiting).map((job) => judgeJob(job, now));
  return {
    ...span,
    deliveries: countDeliveries(ordered),
    jobs: countJobs(jobs, now),
    revisions: countRevisions(revisions, now),
    slos: [
      countVerdicts(
        'first-status',
        0.99,
        revisions.map((revision) => judgeRevision(revision, now)),
        now,
      ),
      countVerdicts('build-completion', 0.98, byKind('build'), now),
      countVerdicts('test-completion', 0.95, byKind('test'), now),
    ],
  };
}

function countDeliveries(ordered: readonly OrderedDelivery[]): DemoTruth['deliveries'] {
  const first = ordered.filter(({ repeated }) => !repeated);
  const byEvent: Record<string, number> = {};
  for (const { planned } of first) byEvent[planned.event] = (byEvent[planned.event] ?? 0) + 1;
  return { total: ordered.length, distinct: first.length, repeated: ordered.length - first.length, byEvent };
}

function countJobs(jobs: readonly JobView[], now: number): readonly JobTruth[] {
  const groups = new Map<string, JobView[]>();
  for (const job of jobs) {
    const key = `${job.kind} ${job.provider}`;
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  const keys = [...groups.keys()].sort();
  return keys.map((key) => countGroup(groups.get(key) as JobView[], now));
}

function countGroup(jobs: readonly JobView[], now: number): JobTruth {
  const { kind, provider } = jobs[0] as JobView;
  const finished: Record<Outcome, number> = { success: 0, failure: 0, error: 0, cancelled: 0, skipped: 0, unknown: 0 };
  for (const { outcome } of jobs) if (outcome !== null) finished[outcome] += 1;
  const abandoned: Partial<Record<AbandonReason, number>> = {};
  for (const { abandonedBy } of jobs) {
    if (abandonedBy !== null) abandoned[abandonedBy] = (abandoned[abandonedBy] ?? 0) + 1;
  }
  const open = jobs.filter((job) => job.finishedAt === null && job.abandonedBy === null);
  const waiting = open.filter((job) => job.waiting).length;
  const started = open.filter((job) => job.startedAt !== null).length;
  const waits = jobs.flatMap(({ waitedSeconds }) => (waitedSeconds === null ? [] : [waitedSeconds]));
  const hasRun = (job: JobView): boolean =>
    job.startedAt !== null || job.outcome === 'success' || job.outcome === 'failure';
  const seconds = jobs.flatMap((job) =>
    job.finishedAt !== null && job.measured && hasDuration(job) ? [(job.finishedAt - job.queuedAt) / 1000] : [],
  );
  return {
    kind,
    provider,
    queued: jobs.length,
    started: jobs.filter(hasRun).length,
    finished,
    superseded: (abandoned.new_head ?? 0) + (abandoned.retriggered ?? 0),
    abandoned,
    open: { waiting, queued: open.length - started - waiting, started },
    overdue: open.filter((job) => isWatched(job) && job.queuedAt < now - jobDeadlineMs).length,
    duration: { count: seconds.length, sumSeconds: sum(seconds) },
    waiting: { count: waits.length, sumSeconds: sum(waits) },
  };
}

function hasDuration({ outcome }: JobView): boolean {
  return outcome === 'success' || outcome === 'failure' || outcome === 'error';
}

function isWatched({ kind, role, waiting }: JobView): boolean {
  return (kind === 'build' || kind === 'test') && role === 'ci' && !waiting;
}

function countRevisions(revisions: readonly RevisionAtHorizon[], now: number): RevisionTruth {
  const byAction: Record<string, number> = {};
  const waits = new Map<string, number[]>([['any', []]]);
  for (const { action, changedAt, answers, firstStatusAt } of revisions) {
    byAction[action] = (byAction[action] ?? 0) + 1;
    const any = firstStatusAt === null ? [] : [['any', firstStatusAt] as const];
    for (const [provider, at] of [...any, ...answers]) {
      const seconds = Math.max(0, at - changedAt) / 1000;
      waits.set(provider, [...(waits.get(provider) ?? []), seconds]);
    }
  }
  const waiting = revisions.filter(
    (revision) =>
      revision.firstStatusAt === null &&
      revision.replacedAt === null &&
      revision.endedAt === null &&
      !revision.nobodyExpected &&
      !revision.answeredBefore &&
      revision.changedAt < now - statusDeadlineMs,
  );
  return {
    total: revisions.length,
    byAction,
    nobodyExpected: revisions.filter(({ nobodyExpected }) => nobodyExpected).length,
    answeredBefore: revisions.filter(({ answeredBefore }) => answeredBefore).length,
    withoutStatus: waiting.length,
    firstStatus: [...waits].map(([provider, seconds]) => ({
      provider,
      count: seconds.length,
      sumSeconds: sum(seconds),
      buckets: Object.fromEntries(
        firstStatusBucketsSeconds.map((bound) => [bound, seconds.filter((value) => value <= bound).length]),
      ),
    })),
  };
}

function countVerdicts(name: string, target: number, verdicts: readonly TrueVerdict[], now: number): SloTruth {
  // Whole minutes, like every window of the product: up to the end of the current one.
  const to = Math.floor(now / minuteMs) * minuteMs + minuteMs;
  const count = (wanted: string): number =>
    verdicts.filter(({ verdict, at }) => verdict === wanted && (at === null || (at >= to - windowMs && at < to)))
      .length;
  const good = count('good');
  const bad = count('bad');
  const counted = good + bad;
  return {
    name,
    target,
    good,
    bad,
    excluded: count('excluded'),
    pending: count('pending'),
    sli: counted === 0 ? null : good / counted,
    budgetRemainingRatio: counted === 0 ? null : 1 - bad / counted / (1 - target),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
