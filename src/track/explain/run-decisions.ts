import { decide } from '../../model/decide.ts';
import type { Decision } from '../../model/decisions.ts';
import type { TracedRun } from '../fold-commit.ts';
import { groupBy } from '../group-by.ts';
import { isCopiedJob } from '../job/is-copied-job.ts';
import { hasActionsId, jobKey } from '../job/job-key.ts';
import { measureWait } from '../job/measure-wait.ts';
import type { JobReading } from '../job/read-job.ts';
import { spellDuration } from './spell-duration.ts';

/** A run among the others of its commit. */
export interface RunInPlace {
  readonly traced: TracedRun;
  /** When the commit became a head again after another one, ascending; ms, UTC. */
  readonly renewals: readonly number[];
  /** All runs of the commit. */
  readonly runs: readonly TracedRun[];
  /** All readings of the commit, in order. */
  readonly all: readonly JobReading[];
  /** Those of this run, and those that were left out of it. */
  readonly own: readonly JobReading[];
  /** From `attemptStarts`. */
  readonly starts: ReadonlyMap<string, number>;
}

/** What was decided about a run as a whole beyond what the rules' lines say, in the order of its life. */
export function runDecisions(place: RunInPlace): readonly Decision[] {
  return [...beginning(place), ...leftOut(place), ...waiting(place), ...ending(place), ...givenUp(place)];
}

function beginning({ traced, runs, renewals }: RunInPlace): readonly Decision[] {
  const before = runs.find(({ jobKey: key, ordinal }) => key === traced.jobKey && ordinal === traced.ordinal - 1);
  if (before === undefined) return [];
  const { period } = traced.occurrence;
  if (before.occurrence.period !== period) return [decide('pushed_again', { at: renewals[period - 1] as number })];
  return [decide(before.occurrence.retriggeredAt === null ? 'after_end' : 'begun_again')];
}

function leftOut({ traced, runs, all, own, starts }: RunInPlace): readonly Decision[] {
  const { final, readings, dismissal } = traced.occurrence;
  const kept = new Set(readings.map(({ observation }) => observation));
  const others = own.filter(({ observation }) => !kept.has(observation) && observation !== dismissal?.observation);
  const overruling = others.filter(isPersonsWord);
  const repeats =
    others.filter((reading) => reading.isFinal && !reading.isHollow && !isPersonsWord(reading)).length +
    readings.slice(final === null ? readings.length : readings.indexOf(final) + 1).length;
  const checkSays = readings.find((reading) => reading.isFinal && reading.state !== final?.state);
  return [
    ...(repeats === 0 ? [] : [decide('repeated', { count: repeats === 1 ? 'once' : `${repeats} times` })]),
    ...(overruling.length === 0 ? [] : [decide('person_over_result')]),
    ...(checkSays === undefined || final?.observation.source !== 'workflow_job' ? [] : [decide('job_over_check')]),
    ...notRuns(traced, runs, all, starts),
  ];
}

function isPersonsWord({ state, isProviderRule }: JobReading): boolean {
  return state === 'ignore' || (state === 'skipped' && isProviderRule);
}

/** Jobs of Actions with the same name that made no run: copies of this one, and placeholders beside it. */
function notRuns(
  { run }: TracedRun,
  runs: readonly TracedRun[],
  all: readonly JobReading[],
  starts: ReadonlyMap<string, number>,
): readonly Decision[] {
  if (run.runId === null) return [];
  const known = new Set(runs.map((one) => one.jobKey));
  const jobs = [
    ...groupBy(
      all.filter(({ observation }) => hasActionsId(observation)),
      jobKey,
    ),
  ]
    .filter(([key, group]) => !known.has(key) && group.some(isNamesake))
    .map(([, group]) => ({ group, isCopy: isCopiedJob(group, starts) }));
  // A copy has the times of the job that it was copied from.
  const copies = jobs.filter(({ isCopy, group }) => isCopy && group.some((one) => one.finishedAt === run.finishedAt));
  const placeholders = jobs.filter(
    ({ isCopy, group }) => !isCopy && group.some(({ observation }) => observation.runAttempt === run.attempt),
  );
  return [
    ...(copies.length === 0 ? [] : [decide('copied', { ids: idsOf(copies) })]),
    ...(placeholders.length === 0 ? [] : [decide('placeholder', { ids: idsOf(placeholders) })]),
  ];

  function isNamesake({ observation }: JobReading): boolean {
    return observation.name === run.name && observation.runId === run.runId;
  }
}

function idsOf(jobs: readonly { readonly group: readonly JobReading[] }[]): string {
  return jobs.map(({ group }) => (group[0] as JobReading).observation.externalId).join(', ');
}

function waiting({ traced: { run, occurrence } }: RunInPlace): readonly Decision[] {
  const wait = measureWait(occurrence.readings, occurrence.final);
  if (wait.waitingMs === null) return [];
  if (wait.isRefused) return [decide('refused')];
  if (wait.waitingSince === null) return [decide('waited', { for: spellDuration(wait.waitingMs), at: run.queuedAt })];
  if (run.state === 'waiting') return [decide('waits', { at: wait.waitingSince })];
  return run.state === 'cancelled' ? [decide('wait_given_up', { at: run.finishedAt as number })] : [];
}

function ending({ traced: { run, occurrence } }: RunInPlace): readonly Decision[] {
  const { final, dismissal, readings } = occurrence;
  if (final?.isHollow) return [decide('no_conclusion')];
  if (final !== null) return run.quirks.includes('final_without_start') ? [decide('only_an_end')] : [];
  if (dismissal !== null) return [decide('dismissed')];
  if (run.state === 'unknown') return [decide('end_lost', { at: run.finishedAt as number })];
  const isBackInQueue = run.state === 'started' && readings.at(-1)?.state !== 'started';
  return isBackInQueue ? [decide('stays_started')] : [];
}

function givenUp({ traced: { run } }: RunInPlace): readonly Decision[] {
  return run.abandonedBy === null ? [] : [decide(run.abandonedBy, { at: run.abandonedAt as number })];
}
