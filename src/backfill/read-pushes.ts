import { asFields, type Fields } from '../normalize/fields.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import type { BackfillTask } from './backfill-task.ts';
import { isFullName } from './is-full-name.ts';
import type { PullRequestSource } from './pull-request-history.ts';
import { readObjects } from './read-shape.ts';

/**
 * The pushes to a pull request's branch from the one that it was opened with, oldest first; null when GitHub does not tell, as with a
 * fork that is private or gone. https://docs.github.com/en/rest/repos/repos#list-repository-activities
 *
 * @param createdAt when it was opened; GitHub's clock, ms.
 */
export async function readPushes(
  { reader }: BackfillTask,
  head: Fields,
  createdAt: number,
): Promise<PullRequestSource['pushes']> {
  const fullName = asFields(head['repo'])['full_name'];
  if (typeof fullName !== 'string' || !isFullName(fullName) || typeof head['ref'] !== 'string') return null;
  const path = `/repos/${fullName.split('/').map(encodeURIComponent).join('/')}/activity`;
  const query = { ref: `refs/heads/${head['ref']}`, direction: 'desc' };
  const activities = await reader.list(path, query, readObjects, {
    whenRefused: 'leave_out',
    enough: (page) => page.some((activity) => (timeOf(activity) ?? createdAt + 1) <= createdAt),
  });
  return activities?.flatMap(readPush).reverse() ?? null;
}

function readPush(activity: Fields): NonNullable<PullRequestSource['pushes']> {
  const at = timeOf(activity);
  return at === null ? [] : [{ at, before: readSha(activity['before']), after: readSha(activity['after']) }];
}

function timeOf(activity: Fields): number | null {
  return parseTimestamp(activity['timestamp']);
}

/** All zeros are git's "no commit". */
function readSha(value: unknown): string | null {
  return typeof value === 'string' && !/^0*$/.test(value) ? value : null;
}
