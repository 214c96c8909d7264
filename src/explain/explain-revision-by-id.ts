import { eventOfRevision } from '../event/event-of-revision.ts';
import type { Viewer } from '../model/viewer.ts';
import { explainVerdict, type VerdictExplanation } from '../slo/explain-verdict.ts';
import { sightOf } from '../slo/sight-of.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { explainRevision, type RevisionExplanation } from '../track/explain/explain-revision.ts';
import { foldPullRequest } from '../track/fold-pull-request.ts';
import type { Definitions } from './definitions.ts';

/** A revision with what led to it, and to the verdicts on it. */
export interface ExplainedRevision extends RevisionExplanation {
  /** `owner/name`. */
  readonly repository: string;
  /** Of each objective that counts it. */
  readonly verdicts: readonly VerdictExplanation[];
}

/** Makes the rows of a revision again, in memory, and tells what led to the one of this id; null when there is none. `now` in ms. */
export async function explainRevisionById(
  store: Pick<ReadDoor, 'readRevisionLog'>,
  viewer: Viewer,
  { objectives, rules, graceMs }: Definitions,
  id: string,
  now: number,
): Promise<ExplainedRevision | null> {
  const log = await store.readRevisionLog(viewer, id);
  if (log === null) return null;
  const { row, repository } = log;
  const revisions = foldPullRequest(log.pullRequest).revisions.filter(
    ({ changedAt, headSha, action }) => changedAt === row.changedAt && headSha === row.headSha && action === row.action,
  );
  const context = log.history;
  const explanation = explainRevision({ ...log, repositoryFullName: repository, revisions, context, rules }, id);
  if (explanation === null) return null;
  const event = eventOfRevision(explanation.revision, repository);
  const verdicts = objectives
    .filter((one) => one.indicator.eventType === 'revision' && sightOf(viewer, one) === 'whole')
    .flatMap((objective) => explainVerdict(objective, event, now, graceMs) ?? []);
  return { ...explanation, repository, verdicts };
}
