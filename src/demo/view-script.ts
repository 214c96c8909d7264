import type { MonthScript, ScriptedJob, ScriptedRevision } from './month-script.ts';

/** A scripted job as far as it is known at the horizon. `superseded`: open, its head replaced, nothing heard since. */
export interface JobView extends ScriptedJob {
  readonly superseded: boolean;
}

/** A scripted revision as far as it is known at the horizon, with the first status by each provider (ms). */
export interface RevisionView extends ScriptedRevision {
  readonly answers: ReadonlyMap<string, number>;
  /** The earliest answer by anyone, ms; null while there is none. */
  readonly firstStatusAt: number | null;
}

/** The jobs of which anything is known at the horizon, with what is not known yet taken away. */
export function viewJobs(script: MonthScript): readonly JobView[] {
  const known = knownBy(script.horizon);
  return script.jobs.flatMap((job) => {
    const heardAt = job.heardAt.filter((time) => time <= script.horizon);
    if (heardAt.length === 0) return [];
    const finishedAt = known(job.finishedAt);
    const replacedAt = known(job.replacedAt);
    const silent = replacedAt !== null && Math.max(...heardAt) <= replacedAt;
    return [
      {
        ...job,
        startedAt: known(job.startedAt),
        finishedAt,
        outcome: finishedAt === null ? null : job.outcome,
        replacedAt,
        heardAt,
        superseded: finishedAt === null && silent,
      },
    ];
  });
}

/** The revisions that are known at the horizon, and who answered them. */
export function viewRevisions(script: MonthScript, jobs: readonly JobView[]): readonly RevisionView[] {
  const known = knownBy(script.horizon);
  const answersOf = new Map<string, Map<string, number>>();
  for (const { commit, provider, queuedAt } of jobs) {
    const answers = answersOf.get(commit) ?? new Map<string, number>();
    answers.set(provider, Math.min(queuedAt, answers.get(provider) ?? queuedAt));
    answersOf.set(commit, answers);
  }
  return script.revisions
    .filter((revision) => revision.changedAt <= script.horizon)
    .map((revision) => {
      const answers = answersOf.get(revision.commit) ?? new Map<string, number>();
      return {
        ...revision,
        replacedAt: known(revision.replacedAt),
        closedAt: known(revision.closedAt),
        endedAt: known(revision.endedAt),
        answers,
        firstStatusAt: answers.size === 0 ? null : Math.min(...answers.values()),
      };
    });
}

function knownBy(horizon: number): (time: number | null) => number | null {
  return (time) => (time !== null && time <= horizon ? time : null);
}
