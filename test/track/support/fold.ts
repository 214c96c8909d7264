import type { JobRun } from '../../../src/model/job-run.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { Rules } from '../../../src/model/rules.ts';
import { foldRepository, type RepositoryRows } from '../../../src/track/fold-repository.ts';
import { noRules } from './rules.ts';

/** Folds observations of `octo/watched`, id 1, on github.com. */
export function fold(observations: readonly Observation[], rules: Rules = noRules): RepositoryRows {
  return foldRepository({ host: 'github.com', repositoryId: 1, fullName: 'octo/watched', observations, rules });
}

/** The runs that observations make, without rules unless given. */
export function foldRuns(observations: readonly Observation[], rules?: Rules): readonly JobRun[] {
  return fold(observations, rules).jobRuns;
}
