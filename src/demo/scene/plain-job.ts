import { type ActionsJobPlan, allSteps } from '../actions-jobs.ts';
import type { Random } from '../random.ts';

/** An Actions job made at `createdAt` (ms) that soon gets a runner and succeeds after about `minutes`. */
export function plainJob(
  random: Random,
  job: Pick<ActionsJobPlan, 'name' | 'kind' | 'createdAt'> & { readonly minutes: number },
): ActionsJobPlan & { readonly startedAt: number; readonly finishedAt: number } {
  const { minutes, ...rest } = job;
  const startedAt = job.createdAt + random.between(3, 30) * 1000;
  return {
    ...rest,
    labels: ['ubuntu-latest'],
    startedAt,
    finishedAt: startedAt + minutes * 60_000 + random.between(0, 90) * 1000,
    conclusion: 'success',
    outcome: 'success',
    steps: allSteps,
  };
}
