import { asFields, type Fields } from '../fields.ts';
import { pick } from './pick.ts';
import { accountOf, readLogin } from './read-login.ts';
import type { DeliveryFact } from './rest-fact.ts';

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

/** The branch of each check suite, by its id. */
export function suiteBranches(suites: readonly Fields[]): ReadonlyMap<unknown, unknown> {
  return new Map(suites.map((suite) => [suite['id'], suite['head_branch']]));
}

/**
 * A `check_run` delivery for a check run as it is now.
 *
 * @param sha the commit that was asked for: it stands where the check run names none
 * @param branches the branch of each check suite, by its id: a check run over REST does not have it.
 */
export function checkRunFact(checkRun: Fields, sha: string, branches: ReadonlyMap<unknown, unknown>): DeliveryFact {
  const suite = asFields(checkRun['check_suite']);
  return {
    event: 'check_run',
    payload: {
      action: checkRun['status'] === 'completed' ? 'completed' : 'created',
      check_run: {
        ...pick(checkRun, checkRunFields),
        head_sha: checkRun['head_sha'] ?? sha,
        output: pick(checkRun['output'], ['title']),
        app: pick(checkRun['app'], ['id', 'slug']),
        check_suite: {
          ...pick(suite, ['id', 'head_branch']),
          head_branch: suite['head_branch'] ?? branches.get(suite['id']),
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
 * A `status` delivery for one state of a status context. What REST calls its creator is the sender of the delivery; null when that
 * account is gone.
 *
 * @param branch of this repository that had the commit as its head; null for a fork's.
 */
export function statusFact(status: Fields, sha: string, branch: string | null): DeliveryFact {
  return {
    event: 'status',
    payload: {
      ...pick(status, ['id', 'state', 'context', 'description', 'target_url', 'created_at', 'updated_at']),
      sha,
      branches: branch === null ? [] : [{ name: branch, commit: { sha } }],
      sender: accountOf(readLogin(status['creator'])),
    },
  };
}
