import { activityTime, readActivityPush } from '../normalize/rest/activity.ts';
import type { ListedPullRequest } from '../normalize/rest/listed-pull-request.ts';
import type { Push } from '../normalize/rest/pull-request-history.ts';
import { readObjects } from '../normalize/rest/read-objects.ts';
import type { BackfillTask } from './backfill-task.ts';

/**
 * The pushes to a pull request's branch from the one that it was opened with, oldest first; null when GitHub does not tell, as with a
 * fork that is private or gone. https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function fetchPushes(
  { reader }: BackfillTask,
  { headRepository, headBranch, createdAt }: ListedPullRequest,
): Promise<readonly Push[] | null> {
  if (headRepository === null || headBranch === null) return null;
  const path = `/repos/${headRepository.split('/').map(encodeURIComponent).join('/')}/activity`;
  const query = { ref: `refs/heads/${headBranch}`, direction: 'desc' };
  const activities = await reader.list(path, query, readObjects, {
    whenRefused: 'leave_out',
    enough: (page) => page.some((activity) => (activityTime(activity) ?? createdAt + 1) <= createdAt),
  });
  return activities?.flatMap(readActivityPush).reverse() ?? null;
}
