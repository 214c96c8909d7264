import type { RestQuery } from '../github/backfill-client.ts';
import { readPullRequestState } from '../normalize/rest/listed-pull-request.ts';
import { trimPullRequest } from '../normalize/rest/pull-request-facts.ts';
import { readObjects } from '../normalize/rest/read-objects.ts';
import type { BackfillTask, ListedPage } from './backfill-task.ts';

const query = { state: 'all', sort: 'updated', direction: 'desc', per_page: '100' };

/**
 * A page of the pull requests that changed since, the latest first. A pull request that changes while the list is read moves to its front,
 * and the others move to later pages: some are seen twice, and none is missed.
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export async function fetchPullRequestPage(
  { reader, path, backfill }: BackfillTask,
  place: unknown,
): Promise<ListedPage> {
  const page = await reader.page(`${path}/pulls`, (place as RestQuery | null) ?? query, readObjects);
  if (page === null) return { facts: [], found: [], place: null };
  const recent = page.value.filter((pullRequest) => readPullRequestState(pullRequest).updatedAt >= backfill.since);
  return {
    facts: [],
    found: recent.map((pullRequest) => ({
      kind: 'pull_requests',
      id: readPullRequestState(pullRequest).id,
      detail: trimPullRequest(pullRequest),
    })),
    place: recent.length < page.value.length ? null : page.next,
  };
}
