import type { PullRequestChange, PullRequestKey } from '../store/projection/load-observations.ts';
import { foldPullRequest } from '../track/fold-pull-request.ts';
import { headFacts } from '../track/job/commit-facts.ts';
import type { Timeline, TimelineRevision } from '../track/revision/timeline.ts';

/** A pull request's timeline, and what of it the derived rows do not know yet. */
export interface PullRequestChanges {
  readonly key: PullRequestKey;
  readonly timeline: Timeline;
  /** Heads about whose commits the timeline now says something else. */
  readonly changedHeads: readonly string[];
  /** Revisions that are new or say something else now; true when it can change who is expected on later ones. */
  readonly changedRevisions: ReadonlyMap<TimelineRevision, boolean>;
}

/**
 * Folds a pull request with and without what waits in the inbox and tells the difference, so that a push to a pull
 * request that was pushed to a thousand times touches two commits and not a thousand.
 *
 * @param changes all that the log holds of the pull request, at least one
 * @param whole everything counts as changed, because something other than a delivery changed (a rule, a name)
 */
export function pullRequestChanges(changes: readonly PullRequestChange[], whole: boolean): PullRequestChanges {
  const { repository_id, host, pull_request } = changes[0] as PullRequestChange;
  const timeline = foldPullRequest(changes.map(({ observation }) => observation));
  const before = foldPullRequest(
    whole ? [] : changes.filter(({ folded }) => folded).map(({ observation }) => observation),
  );
  const known = new Map(before.revisions.map((revision) => [placeOf(revision), revision]));
  const changed = timeline.revisions.filter(
    (revision) => JSON.stringify(known.get(placeOf(revision))) !== JSON.stringify(revision),
  );
  const heads = [...new Set(timeline.heads.map(({ headSha }) => headSha))];
  return {
    key: { repository_id, host, pull_request },
    timeline,
    changedHeads:
      before.heads.length === timeline.heads.length
        ? []
        : heads.filter((sha) => factsOf(sha, before) !== factsOf(sha, timeline)),
    changedRevisions: new Map(
      changed.map((revision) => [revision, historyOf(known.get(placeOf(revision))) !== historyOf(revision)]),
    ),
  };
}

/** What later revisions look at. */
function historyOf(revision: TimelineRevision | undefined): string {
  return revision === undefined ? '' : `${revision.draft} ${revision.askedAgainAt}`;
}

function placeOf({ changedAt, headSha, action }: TimelineRevision): string {
  return `${changedAt} ${headSha} ${action}`;
}

/** What one timeline contributes to the facts of a commit; equal contributions of all timelines make equal facts. */
function factsOf(headSha: string, timeline: Timeline): string {
  return JSON.stringify(headFacts(headSha, [timeline]));
}
