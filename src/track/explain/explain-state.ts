import type { Decision, DecisionId } from '../../model/decisions.ts';
import type { JobState } from '../../model/job-run.ts';
import type { TracedRun } from '../fold-commit.ts';
import type { JobReading } from '../job/read-job.ts';
import type { Occurrence } from '../job/split-occurrences.ts';
import type { Because } from './because.ts';
import { builtInRules } from './explain-observation.ts';

/** Decisions that give a state where the reports alone would not. */
const deciding: readonly DecisionId[] = ['end_lost', 'no_conclusion', 'dismissed', 'refused', 'wait_given_up'];

/** The state of a run, and the line of the rule that read the report it rests on. */
export function explainState({ run, occurrence }: TracedRun, decisions: readonly Decision[]): Because<JobState> {
  const { state, place, isHollow } = restsOn(occurrence);
  const decided = decisions.find(({ id }) => deciding.includes(id));
  return { word: run.state, because: decided?.text ?? sentence(occurrence, state), place: isHollow ? null : place };

  function sentence({ final }: Occurrence, read: JobReading['state']): string {
    if (place === null) return builtInRules.phase;
    return final === null
      ? `it has not ended, and its furthest report says ${read}`
      : 'the report that ended it says so';
  }
}

/** The report that ended it; of an open run the wait it is in, or the furthest it got. */
function restsOn({ final, dismissal, readings }: Occurrence): JobReading {
  const last = readings.at(-1) as JobReading;
  if (final !== null || dismissal !== null) return (final ?? dismissal) as JobReading;
  return last.state === 'waiting' ? last : (readings.findLast(({ state }) => state === 'started') ?? last);
}
