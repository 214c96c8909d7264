import { compareText } from '../compare-text.ts';
import type { TimelineRevision } from './timeline.ts';

/** What tells one revision of a repository from another. */
export type RevisionPlace = Pick<TimelineRevision, 'changedAt' | 'pullRequest' | 'headSha' | 'action'>;

/** The order of a repository's revisions: by time of change, pull request, commit, action. 0 only for one and the same. */
export function compareRevisions(a: RevisionPlace, b: RevisionPlace): number {
  return (
    a.changedAt - b.changedAt ||
    a.pullRequest - b.pullRequest ||
    compareText(a.headSha, b.headSha) ||
    compareText(a.action, b.action)
  );
}
