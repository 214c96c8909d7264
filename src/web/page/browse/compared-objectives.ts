import type { Objective } from '../../../model/objective.ts';

/** Side by side there is room for so many. */
const most = 3;

/** Those whose events belong to a repository and a provider. The sums of the other kinds are kept for all repositories together. */
export function countedByRepository(objectives: readonly Objective[]): readonly Objective[] {
  return objectives.filter(({ indicator: { eventType } }) => eventType === 'job-run' || eventType === 'revision');
}

/** The objectives by which repositories and providers are compared: the first of them. */
export function comparedObjectives(objectives: readonly Objective[]): readonly Objective[] {
  return countedByRepository(objectives).slice(0, most);
}
