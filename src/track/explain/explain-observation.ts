import type { JobObservation } from '../../model/observation.ts';
import type { RulePlace } from '../../model/rules.ts';
import type { JobReading } from '../job/read-job.ts';
import type { Occurrence } from '../job/split-occurrences.ts';

/** What a report was to its run. */
export const contributions = {
  opened: 'opened the run',
  opened_and_ended: 'opened the run and ended it',
  continued: 'told how it goes on',
  ended: 'ended the run',
  repeated: 'was a repeat and changed nothing',
  dismissed: "ended the run by a person's word",
  ignored: "was a person's word over a machine's and changed nothing",
  hollow: 'told no conclusion while more is known, and changed nothing',
  copied: 'was a copy of an earlier job and changed nothing',
} as const satisfies Readonly<Record<string, string>>;

/** What gave a state where no rule's line did. */
export const builtInRules = {
  no_conclusion: 'an end without a conclusion is skipped, unless one with a conclusion is known or more comes after it',
  phase: 'no rule speaks of it, so what GitHub says of its phase stands',
} as const satisfies Readonly<Record<string, string>>;

/** A report of a job, as it was read, and what it was to its run. */
export interface ExplainedObservation {
  readonly observation: JobObservation;
  readonly state: JobReading['state'];
  /** The rule's line that gave the state; null where `builtIn` did. */
  readonly place: RulePlace | null;
  readonly builtIn: keyof typeof builtInRules | null;
  readonly contribution: keyof typeof contributions;
}

/** A reading of a run, or one that was left out of it. `isCopy`: it tells of a job that ran in an earlier attempt. */
export function explainObservation(reading: JobReading, occurrence: Occurrence, isCopy: boolean): ExplainedObservation {
  const { observation, state, place, isHollow } = reading;
  return {
    observation,
    state,
    place,
    builtIn: place === null ? (isHollow ? 'no_conclusion' : 'phase') : null,
    contribution: isCopy ? 'copied' : contributionOf(reading, occurrence),
  };
}

function contributionOf(
  { observation, state, isHollow }: JobReading,
  { readings, final, dismissal }: Occurrence,
): ExplainedObservation['contribution'] {
  const index = readings.findIndex((one) => one.observation === observation);
  const isFinal = final?.observation === observation;
  if (index === 0) return isFinal ? 'opened_and_ended' : 'opened';
  if (isFinal) return 'ended';
  if (index > 0) return readings[index]?.isFinal ? 'repeated' : 'continued';
  if (dismissal?.observation === observation) return 'dismissed';
  if (state === 'ignore') return 'ignored';
  return isHollow ? 'hollow' : 'repeated';
}
