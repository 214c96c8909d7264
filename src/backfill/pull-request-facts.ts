import { asFields, type Fields } from '../normalize/fields.ts';
import type { BackfillFact } from './backfill-fact.ts';
import { pick } from './pick.ts';
import type { PullRequestChange } from './pull-request-history.ts';

/** What is kept of a pull request in GitHub's list. */
export function trimPullRequest(pullRequest: Fields): Fields {
  const side = (value: unknown): Fields => {
    const fields = asFields(value);
    const repo = fields['repo'];
    return {
      ...pick(fields, ['ref', 'sha']),
      repo: repo === null || repo === undefined ? repo : pick(repo, ['id', 'full_name']),
    };
  };
  return {
    ...pick(pullRequest, ['number', 'html_url', 'author_association', 'created_at', 'updated_at', 'closed_at']),
    head: side(pullRequest['head']),
    base: side(pullRequest['base']),
  };
}

/** `pull_request` deliveries for the changes of a pull request. */
export function pullRequestFacts(pullRequest: Fields, changes: readonly PullRequestChange[]): readonly BackfillFact[] {
  return changes.map(({ action, at, headSha }) => ({
    event: 'pull_request',
    payload: {
      action,
      number: pullRequest['number'],
      pull_request: {
        ...pullRequest,
        updated_at: new Date(at).toISOString(),
        head: { ...asFields(pullRequest['head']), sha: headSha },
      },
    },
  }));
}
