import type { JobPhase, WorkflowRunObservation } from '../model/observation.ts';
import { canonicalJson } from './canonical-json.ts';
import { compareText } from './compare-text.ts';

const phaseRanks = { waiting: 0, queued: 1, started: 2, final: 3 } as const satisfies Readonly<
  Record<JobPhase, number>
>;

/** Puts observations of Actions runs into one order: by time, phase, id, attempt, then everything else. */
export function sortWorkflowRuns(observations: readonly WorkflowRunObservation[]): readonly WorkflowRunObservation[] {
  return [...observations].sort(
    (a, b) =>
      a.at - b.at ||
      phaseRanks[a.phase] - phaseRanks[b.phase] ||
      a.runId - b.runId ||
      a.runAttempt - b.runAttempt ||
      compareText(canonicalJson(a), canonicalJson(b)),
  );
}
