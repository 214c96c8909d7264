import type { WorkflowRunObservation } from '../../model/observation.ts';
import { compareText } from '../compare-text.ts';
import { groupBy } from '../group-by.ts';

/** A moment at which a provider reported on a commit. Time in ms, UTC. */
export interface Answer {
  readonly provider: string;
  /** By a job of role `ci`. */
  readonly isCi: boolean;
  /** True for the first report of a run, which is a new answer; false for a further report of the same run. */
  readonly begins: boolean;
  readonly at: number;
}

/** What revisions have to know of a commit. */
export interface CommitAnswers {
  /** By provider, role, `begins`, time; each once. */
  readonly answers: readonly Answer[];
  /** Its message asks CI not to run. */
  readonly skipsCi: boolean;
}

/** A commit of which nothing is known. */
export const noAnswers: CommitAnswers = { answers: [], skipsCi: false };

/**
 * How much older than a change a report may be and still answer it: 5 s, in ms. Two clocks are involved, and the push comes before the
 * delivery that tells of it.
 */
export const answerToleranceMs = 5_000;

/** The reports that came before a change asked again; all of them when none did (null). ms, UTC. */
export function answersBefore(answers: readonly Answer[], askedAgainAt: number | null): readonly Answer[] {
  return askedAgainAt === null ? answers : answers.filter(({ at }) => at < askedAgainAt - answerToleranceMs);
}

/** The moments at which one run was reported, at least one. */
export interface ReportedRun {
  readonly provider: string;
  readonly isCi: boolean;
  readonly moments: readonly number[];
}

/**
 * The reports on a commit that a revision may have to look at: the first of each provider, and its first after each change. All others
 * are left out, so that a commit with thousands of statuses keeps a handful.
 *
 * @param changes when the commit asked for statuses; ms, UTC
 */
export function commitAnswers(runs: readonly ReportedRun[], changes: readonly number[]): readonly Answer[] {
  const all = runs.flatMap(({ provider, isCi, moments }): readonly Answer[] => {
    const beganAt = Math.min(...moments);
    return moments.map((at) => ({ provider, isCi, begins: at === beganAt, at }));
  });
  const groups = groupBy(all, ({ provider, isCi, begins }) => JSON.stringify([provider, isCi, begins]));
  return [...groups.values()].flatMap((group) => firstAfterEach(group, changes)).sort(compareAnswers);
}

/** A workflow run that waits for a person is a word of Actions, although it has no job yet. */
export function waitingRuns(workflowRuns: readonly WorkflowRunObservation[]): readonly ReportedRun[] {
  return [...groupBy(workflowRuns.filter(isWaiting), ({ runId }) => runId).values()].map((group) => ({
    provider: 'github-actions',
    isCi: true,
    moments: group.map(({ at }) => at),
  }));
}

function isWaiting({ phase, conclusion }: WorkflowRunObservation): boolean {
  return phase === 'waiting' || conclusion === 'action_required';
}

function firstAfterEach(group: readonly Answer[], changes: readonly number[]): readonly Answer[] {
  const sorted = [...group].sort((a, b) => a.at - b.at);
  const kept = new Map<number, Answer>();
  for (const from of [Number.NEGATIVE_INFINITY, ...changes.map((change) => change - answerToleranceMs)]) {
    const first = sorted.find(({ at }) => at >= from);
    if (first !== undefined) kept.set(first.at, first);
  }
  return [...kept.values()];
}

function compareAnswers(a: Answer, b: Answer): number {
  return (
    compareText(a.provider, b.provider) ||
    Number(b.isCi) - Number(a.isCi) ||
    Number(b.begins) - Number(a.begins) ||
    a.at - b.at
  );
}
