import type { Observation } from '../../../src/model/observation.ts';
import type { Rules } from '../../../src/model/rules.ts';
import { explainRun, type RunExplanation } from '../../../src/track/explain/explain-run.ts';
import { foldCommit } from '../../../src/track/fold-commit.ts';
import { commitInput } from './commit-input.ts';
import { someRules } from './rules.ts';

export const other = 'b'.repeat(40);

/** Every run of a log, explained, in order of time. */
export function explainAll(log: readonly Observation[], rules: Rules = someRules): readonly RunExplanation[] {
  const input = commitInput(log, rules);
  return foldCommit(input).jobRuns.map(({ id }) => {
    const explained = explainRun(input, id);
    if (explained === null) throw new Error(`nothing explains ${id}`);
    return explained;
  });
}

export function decided({ decisions }: RunExplanation | undefined = { decisions: [] } as unknown as RunExplanation) {
  return decisions.map(({ id }) => id);
}

export function contributed(
  { observations }: RunExplanation | undefined = { observations: [] } as unknown as RunExplanation,
) {
  return observations.map(({ contribution }) => contribution);
}
