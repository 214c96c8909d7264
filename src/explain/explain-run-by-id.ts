import { eventOfJobRun } from '../event/event-of-job-run.ts';
import type { Viewer } from '../model/viewer.ts';
import { explainVerdict, type VerdictExplanation } from '../slo/explain-verdict.ts';
import { sightOf } from '../slo/sight-of.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { explainRun, type RunExplanation } from '../track/explain/explain-run.ts';
import { foldPullRequest } from '../track/fold-pull-request.ts';
import { groupBy } from '../track/group-by.ts';
import type { Definitions } from './definitions.ts';

/** A run with what led to it, and to the verdicts on it. */
export interface ExplainedRun extends RunExplanation {
  /** `owner/name`. */
  readonly repository: string;
  /** Of each objective that counts it. */
  readonly verdicts: readonly VerdictExplanation[];
}

/** Folds the commit of a run again, in memory, and tells what led to the run; null when there is no run of this id. `now` in ms. */
export async function explainRunById(
  store: Pick<ReadDoor, 'readRunLog'>,
  viewer: Viewer,
  { objectives, rules, graceMs }: Definitions,
  id: string,
  now: number,
): Promise<ExplainedRun | null> {
  const log = await store.readRunLog(viewer, id);
  if (log === null) return null;
  const timelines = [...groupBy(log.pullRequests, ({ pullRequest }) => pullRequest).values()].map(foldPullRequest);
  const explanation = explainRun({ ...log, timelines, rules }, id);
  if (explanation === null) return null;
  const event = eventOfJobRun(explanation.run, log.repository);
  const verdicts = objectives
    .filter((one) => one.indicator.eventType === 'job-run' && sightOf(viewer, one) === 'whole')
    .flatMap((objective) => explainVerdict(objective, event, now, graceMs) ?? []);
  return { ...explanation, repository: log.repository, verdicts };
}
