import type { RestQuery } from '../github/backfill-client.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import type { BackfillTask, ListedPage } from './backfill-task.ts';
import { trimPullRequest } from './pull-request-facts.ts';
import { readObjects } from './read-shape.ts';

const query = { state: 'all', sort: 'updated', direction: 'desc', per_page: '100' };

/**
 * A page of the pull requests that changed since, the latest first. One that changes meanwhile moves to the front, which shifts the
 * others to later pages: some are seen twice, none is missed.
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export async function listPullRequests({ reader, path, backfill }: BackfillTask, place: unknown): Promise<ListedPage> {
  const page = await reader.page(`${path}/pulls`, (place as RestQuery | null) ?? query, readObjects);
  if (page === null) return { found: [], place: null };
  const recent = page.value.filter((pullRequest) => (parseTimestamp(pullRequest['updated_at']) ?? 0) >= backfill.since);
  return {
    found: recent.map((pullRequest) => ({
      kind: 'pull_requests',
      id: String(pullRequest['number']),
      detail: trimPullRequest(pullRequest),
    })),
    place: recent.length < page.value.length ? null : page.next,
  };
}
