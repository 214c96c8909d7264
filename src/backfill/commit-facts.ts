import { asFields, type Fields } from '../normalize/fields.ts';
import type { BackfillFact } from './backfill-fact.ts';
import { pick } from './pick.ts';

const checkRunFields = [
  'id',
  'name',
  'head_sha',
  'html_url',
  'details_url',
  'status',
  'conclusion',
  'started_at',
  'completed_at',
  'pull_requests',
] as const;

/**
 * A `check_run` delivery for a check run as it is now.
 *
 * @param suiteBranches the branch of each check suite, by its id: a check run over REST does not have it.
 */
export function checkRunFact(checkRun: Fields, suiteBranches: ReadonlyMap<unknown, unknown>): BackfillFact {
  const suite = asFields(checkRun['check_suite']);
  return {
    event: 'check_run',
    payload: {
      action: checkRun['status'] === 'completed' ? 'completed' : 'created',
      check_run: {
        ...pick(checkRun, checkRunFields),
        output: pick(checkRun['output'], ['title']),
        app: pick(checkRun['app'], ['slug']),
        check_suite: {
          ...pick(suite, ['id', 'head_branch']),
          head_branch: suite['head_branch'] ?? suiteBranches.get(suite['id']),
        },
      },
    },
  };
}

/** Is it the check run of an Actions job, which tells its branch itself? */
export function isActionsCheck(checkRun: Fields): boolean {
  return asFields(checkRun['app'])['slug'] === 'github-actions';
}

/**
 * A `status` delivery for one state of a status context. What REST calls its creator is the sender of the delivery.
 *
 * @param branch of this repository that had the commit as its head; null for a fork's.
 */
export function statusFact(status: Fields, sha: string, branch: string | null): BackfillFact {
  return {
    event: 'status',
    payload: {
      ...pick(status, ['id', 'state', 'context', 'description', 'target_url', 'created_at', 'updated_at']),
      sha,
      branches: branch === null ? [] : [{ name: branch, commit: { sha } }],
      sender: pick(status['creator'], ['login']),
    },
  };
}
