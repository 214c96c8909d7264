import type { AbandonReason } from '../model/job-run.ts';
import { answerNobodyOwes } from './answer-nobody-owes.ts';
import { answersTo, clockSkewMs, type Report } from './answers-to.ts';
import type { MonthScript, ScriptedJob, ScriptedRevision } from './month-script.ts';

/** A scripted job as far as it is known at the horizon; `queuedAt` is when its waiting for a person ended, if it had to. */
export interface JobView extends ScriptedJob {
  /** It still waits for a person. */
  readonly waiting: boolean;
  /** How long it waited for one, once that is over; null: it never did, or still does. */
  readonly waitedSeconds: number | null;
  /** When nobody waited for it any more while it had no end, and why; null otherwise. */
  readonly abandonedAt: number | null;
  readonly abandonedBy: AbandonReason | null;
}

/** A scripted revision as far as it is known at the horizon, with the first status by each provider after the change (ms). */
export interface RevisionAtHorizon extends ScriptedRevision {
  readonly answers: ReadonlyMap<string, number>;
  /** The earliest answer by a CI, ms; null while there is none. */
  readonly firstStatusAt: number | null;
  /** A CI had reported on the commit before, and no job of one has begun since. */
  readonly answeredBefore: boolean;
  /** Nobody owes an answer, and nobody gave one. */
  readonly nobodyExpected: boolean;
}

/** The jobs of which anything is known at the horizon, with what is not known yet taken away. */
export function viewJobs(script: MonthScript): readonly JobView[] {
  const known = knownBy(script.horizon);
  return script.jobs.flatMap((job) => {
    const heardAt = job.heardAt.filter((time) => time <= script.horizon);
    const [begunAt] = heardAt;
    if (begunAt === undefined) return [];
    const finishedAt = known(job.finishedAt);
    const decidedAt = known(job.decidedAt ?? null);
    const ending = job.endings.find(
      ({ at, undoneAt = null }) => at >= begunAt && at <= script.horizon && known(undoneAt) === null,
    );
    return [
      {
        ...job,
        queuedAt: decidedAt ?? job.queuedAt,
        startedAt: known(job.startedAt),
        finishedAt,
        outcome: finishedAt === null ? null : job.outcome,
        heardAt,
        waiting: job.decidedAt !== undefined && decidedAt === null,
        waitedSeconds: decidedAt === null ? null : (decidedAt - job.queuedAt) / 1000,
        abandonedAt: finishedAt === null ? (ending?.at ?? null) : null,
        abandonedBy: finishedAt === null ? (ending?.by ?? null) : null,
      },
    ];
  });
}

/** The revisions that are known at the horizon, and who answered them. */
export function viewRevisions(script: MonthScript, jobs: readonly JobView[]): readonly RevisionAtHorizon[] {
  const known = knownBy(script.horizon);
  const reports = reportsOf(script, jobs);
  const changes = script.revisions.filter((revision) => revision.changedAt <= script.horizon);
  const owesNobody = answerNobodyOwes(changes, reports);
  return changes.map((revision) => {
    const heard = reports.get(revision.commit) ?? [];
    const after = answersTo(revision, reports);
    const answers = new Map<string, number>();
    for (const { provider, at } of after) answers.set(provider, Math.min(at, answers.get(provider) ?? at));
    const fromCi = after.filter(({ isCi }) => isCi);
    const isBefore = ({ isCi, at }: Report): boolean => isCi && at <= revision.changedAt - clockSkewMs;
    return {
      ...revision,
      replacedAt: known(revision.replacedAt),
      closedAt: known(revision.closedAt),
      endedAt: known(revision.endedAt),
      answers,
      firstStatusAt: fromCi.length === 0 ? null : Math.min(...fromCi.map(({ at }) => at)),
      answeredBefore: heard.some(isBefore) && !fromCi.some(({ begins }) => begins),
      nobodyExpected: fromCi.length === 0 && owesNobody(revision),
    };
  });
}

function reportsOf(script: MonthScript, jobs: readonly JobView[]): ReadonlyMap<string, readonly Report[]> {
  const reports = new Map<string, Report[]>();
  const add = (commit: string, report: Report): void => {
    const known = reports.get(commit) ?? [];
    reports.set(commit, known);
    known.push(report);
  };
  for (const { commit, provider, role, heardAt } of jobs) {
    for (const at of heardAt) add(commit, { provider, isCi: role === 'ci', begins: at === heardAt[0], at });
  }
  for (const { commit, provider, at } of script.signs) {
    if (at <= script.horizon) add(commit, { provider, isCi: true, begins: true, at });
  }
  return reports;
}

function knownBy(horizon: number): (time: number | null) => number | null {
  return (time) => (time !== null && time <= horizon ? time : null);
}
