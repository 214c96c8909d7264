import type { WorkflowRunObservation } from '../../model/observation.ts';
import { attemptKey } from './attempt-key.ts';

/** When each attempt of each Actions run began, as far as its deliveries tell: ms, UTC, by `attemptKey`. */
export function attemptStarts(workflowRuns: readonly WorkflowRunObservation[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const { runId, runAttempt, queuedAt } of workflowRuns) {
    if (queuedAt === null) continue;
    const key = attemptKey(runId, runAttempt);
    starts.set(key, Math.min(starts.get(key) ?? queuedAt, queuedAt));
  }
  return starts;
}
