import type { Decision } from '../../model/decisions.ts';
import type { JobRun, JobState, Kind, Role } from '../../model/job-run.ts';
import { type CommitInput, type TracedRun, traceCommit } from '../fold-commit.ts';
import { attemptStarts } from '../job/attempt-starts.ts';
import { firstObservation } from '../job/first-observation.ts';
import { isCopiedJob } from '../job/is-copied-job.ts';
import { jobKey } from '../job/job-key.ts';
import { numberRuns } from '../job/number-runs.ts';
import type { JobReading } from '../job/read-job.ts';
import { readEveryJob } from '../job/read-jobs.ts';
import { sortReadings } from '../job/sort-readings.ts';
import type { Because } from './because.ts';
import { explainKind } from './explain-kind.ts';
import { type ExplainedObservation, explainObservation } from './explain-observation.ts';
import { explainProvider } from './explain-provider.ts';
import { explainState } from './explain-state.ts';
import { runDecisions } from './run-decisions.ts';

/** A run, and what led to it. */
export interface RunExplanation {
  readonly run: JobRun;
  readonly provider: Because;
  readonly kind: Because<Kind>;
  readonly role: Because<Role>;
  readonly state: Because<JobState>;
  /** Every report of it in the order of the fold, and those that were left out. */
  readonly observations: readonly ExplainedObservation[];
  /** What was decided beyond the rules' lines. */
  readonly decisions: readonly Decision[];
}

/** Why a commit has the run of this id, by the same fold that makes the row; null when it has none. */
export function explainRun(input: CommitInput, id: string): RunExplanation | null {
  const { runs, commit } = traceCommit(input);
  const run = numberRuns(runs).find((one) => one.id === id);
  const traced = runs.find((one) => one.run.id === id);
  if (run === undefined || traced === undefined) return null;
  const { rules } = input;
  const all = sortReadings(readEveryJob(input.jobs, rules));
  const starts = attemptStarts(input.workflowRuns);
  const own = all.filter((reading) => jobKey(reading) === traced.jobKey && ownerOf(reading, runs) === traced);
  const decisions = runDecisions({ traced, renewals: commit.renewals, runs, all, own, starts });
  return {
    run,
    provider: explainProvider(firstReport(traced, input), rules),
    ...explainKind(run.provider, run.name, rules),
    state: explainState(traced, decisions),
    observations: own.map((reading) => {
      const isKept = traced.occurrence.readings.some(({ observation }) => observation === reading.observation);
      return explainObservation(reading, traced.occurrence, !isKept && isCopiedJob([reading], starts));
    }),
    decisions,
  };
}

/** The run that a reading went into; one that was left out belongs to the run that had begun by then, else to the first one. */
function ownerOf(reading: JobReading, runs: readonly TracedRun[]): TracedRun | undefined {
  const namesakes = runs.filter((one) => one.jobKey === jobKey(reading));
  return (
    namesakes.find(({ occurrence }) => occurrence.readings.some((one) => one.observation === reading.observation)) ??
    namesakes.findLast(({ occurrence }) => (occurrence.readings[0] as JobReading).sortAt <= reading.sortAt) ??
    namesakes[0]
  );
}

/** A status is of whoever sent the first of its context on this commit; everything else names its app by itself. */
function firstReport({ occurrence }: TracedRun, { jobs }: CommitInput): JobReading['observation'] {
  const { observation } = occurrence.readings[0] as JobReading;
  if (observation.source !== 'status') return observation;
  return firstObservation(jobs.filter(({ source, name }) => source === 'status' && name === observation.name));
}
