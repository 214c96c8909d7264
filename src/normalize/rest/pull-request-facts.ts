import { asFields, type Fields } from '../fields.ts';
import { pick } from './pick.ts';
import type { PastChange } from './pull-request-history.ts';
import { accountOf, readLogin } from './read-login.ts';
import type { DeliveryFact } from './rest-fact.ts';

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
    ...pick(pullRequest, [
      'number',
      'html_url',
      'author_association',
      'draft',
      'created_at',
      'updated_at',
      'closed_at',
    ]),
    user: accountOf(readLogin(pullRequest['user'])),
    head: side(pullRequest['head']),
    base: side(pullRequest['base']),
  };
}

/** `pull_request` deliveries for the changes of a pull request, each with the head and the draft state of its moment. */
export function pullRequestFacts(pullRequest: Fields, changes: readonly PastChange[]): readonly DeliveryFact[] {
  return changes.map(({ action, at, headSha, draft, sender }) => ({
    event: 'pull_request',
    payload: {
      action,
      number: pullRequest['number'],
      pull_request: {
        ...pullRequest,
        draft,
        updated_at: new Date(at).toISOString(),
        head: { ...asFields(pullRequest['head']), sha: headSha },
      },
      sender: accountOf(sender),
    },
  }));
}
