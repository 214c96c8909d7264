import { type DemoRepository, fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload, accountType } from './account.ts';
import { surroundings } from './repository.ts';

/** The body of a `push` delivery. `at` in ms. https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export function pushPayload(
  repository: DemoRepository,
  push: {
    readonly branch: string;
    readonly sha: string;
    readonly author: string;
    readonly at: number;
    readonly message?: string;
  },
): object {
  const commit = {
    id: push.sha,
    tree_id: push.sha,
    distinct: true,
    message: push.message ?? 'Make it so',
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
    ...surroundings(repository, accountPayload(push.author, accountType(push.author))),
  };
}
