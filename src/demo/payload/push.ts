import { type DemoRepository, fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

/** The body of a `push` delivery. `at` in ms. https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export function pushPayload(
  repository: DemoRepository,
  push: { readonly branch: string; readonly sha: string; readonly author: string; readonly at: number },
): object {
  const commit = {
    id: push.sha,
    tree_id: push.sha,
    distinct: true,
    message: 'Make it so',
    timestamp: isoSecond(push.at),
    url: `https://github.com/${fullName(repository)}/commit/${push.sha}`,
    author: { name: push.author, email: 'developer@example.com', username: push.author },
    added: [],
    removed: [],
    modified: ['README.md'],
  };
  return {
    ref: `refs/heads/${push.branch}`,
    before: '9f1c0de09f1c0de09f1c0de09f1c0de09f1c0de0',
    after: push.sha,
    pusher: { name: push.author, email: 'developer@example.com' },
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    commits: [commit],
    head_commit: commit,
    ...surroundings(repository, accountPayload(push.author, 'User')),
  };
}

/** The body of a `merge_group` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group */
export function mergeGroupPayload(repository: DemoRepository, sha: string, pullRequest: number, actor: string): object {
  return {
    action: 'checks_requested',
    merge_group: {
      head_sha: sha,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-${pullRequest}`,
      base_sha: '9f1c0de09f1c0de09f1c0de09f1c0de09f1c0de0',
      base_ref: 'refs/heads/main',
      head_commit: { id: sha, tree_id: sha, message: `Merge pull request #${pullRequest}` },
    },
    ...surroundings(repository, accountPayload(actor, 'User')),
  };
}
