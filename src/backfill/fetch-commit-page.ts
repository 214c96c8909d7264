import type { RestQuery } from '../github/backfill-client.ts';
import { listedCommitFacts } from '../normalize/rest/message-facts.ts';
import { readObjects } from '../normalize/rest/read-objects.ts';
import type { BackfillTask, ListedPage } from './backfill-task.ts';

/**
 * A page of the commits on the default branch: CI that is not Actions reports on them, too.
 * https://docs.github.com/en/rest/commits/commits#list-commits
 */
export async function fetchCommitPage(
  { reader, path, backfill, defaultBranch }: BackfillTask,
  place: unknown,
): Promise<ListedPage> {
  if (defaultBranch === null) return { facts: [], found: [], place: null };
  const first: RestQuery = {
    sha: defaultBranch,
    since: new Date(backfill.since).toISOString(),
    until: new Date(backfill.startedAt).toISOString(),
    per_page: '100',
  };
  const page = await reader.page(`${path}/commits`, (place as RestQuery | null) ?? first, readObjects);
  if (page === null) return { facts: [], found: [], place: null };
  return {
    facts: page.value.flatMap(listedCommitFacts),
    found: page.value.flatMap(({ sha }) =>
      typeof sha === 'string' ? [{ kind: 'commits', id: sha, detail: { branch: defaultBranch } } as const] : [],
    ),
    place: page.next,
  };
}
