import { parseTimestamp } from '../../time/parse-timestamp.ts';
import type { Fields } from '../fields.ts';
import type { Push } from './pull-request-history.ts';
import { readLogin } from './read-login.ts';

/** The push that an activity of a repository tells of; [] without a time. https://docs.github.com/en/rest/repos/repos#list-repository-activities */
export function readActivityPush(activity: Fields): readonly Push[] {
  const at = activityTime(activity);
  if (at === null) return [];
  const { before, after, actor } = activity;
  return [{ at, before: readCommitSha(before), after: readCommitSha(after), actor: readLogin(actor) }];
}

/** When an activity happened; GitHub's clock, ms; null when it does not say. */
export function activityTime(activity: Fields): number | null {
  return parseTimestamp(activity['timestamp']);
}

/** All zeros are git's "no commit". */
function readCommitSha(value: unknown): string | null {
  return typeof value === 'string' && !/^0*$/.test(value) ? value : null;
}
