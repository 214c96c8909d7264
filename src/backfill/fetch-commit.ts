import type { Fields } from '../normalize/fields.ts';
import { suiteFacts } from '../normalize/rest/message-facts.ts';
import { readObjects, readObjectsAt } from '../normalize/rest/read-objects.ts';
import { checkRunFact, isActionsCheck, statusFact, suiteBranches } from '../normalize/rest/report-facts.ts';
import type { BackfillTask, ItemContent } from './backfill-task.ts';

/**
 * All check runs and statuses of a commit.
 * https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference
 * https://docs.github.com/en/rest/commits/statuses#list-commit-statuses-for-a-reference
 */
export async function fetchCommit({ reader, path }: BackfillTask, detail: Fields): Promise<ItemContent | null> {
  const sha = String(detail['sha']);
  const branch = typeof detail['branch'] === 'string' ? detail['branch'] : null;
  const commit = `${path}/commits/${encodeURIComponent(sha)}`;
  const checkRuns = await reader.list(`${commit}/check-runs`, { filter: 'all' }, readObjectsAt('check_runs'));
  if (checkRuns === null) return null;
  const needsBranch = checkRuns.some((checkRun) => !isActionsCheck(checkRun));
  const suites = needsBranch ? await reader.list(`${commit}/check-suites`, {}, readObjectsAt('check_suites')) : null;
  const branches = suiteBranches(suites ?? []);
  const statuses = (await reader.list(`${commit}/statuses`, {}, readObjects)) ?? [];
  return {
    facts: [
      ...(suites ?? []).flatMap(suiteFacts),
      ...checkRuns.map((checkRun) => checkRunFact(checkRun, sha, branches)),
      ...statuses.map((status) => statusFact(status, sha, branch)),
    ],
    found: [],
  };
}
