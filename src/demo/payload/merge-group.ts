import type { DemoRepository } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

const baseSha = '9f1c0de09f1c0de09f1c0de09f1c0de09f1c0de0';

/** A group of the merge queue that holds one pull request. `queuedAt` in ms. */
export interface MergeGroup {
  readonly repository: DemoRepository;
  readonly sha: string;
  readonly pullRequest: number;
  readonly actor: string;
  readonly queuedAt: number;
}

/** The branch that GitHub makes for a group. */
export function mergeGroupBranch(pullRequest: number): string {
  return `gh-readonly-queue/main/pr-${pullRequest}-${baseSha}`;
}

/**
 * The body of a `merge_group` delivery; with a reason the group is destroyed. It has no time but the commit's own.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
 */
export function mergeGroupPayload(group: MergeGroup, reason: 'merged' | 'dequeued' | null): object {
  const { repository, sha, pullRequest, actor, queuedAt } = group;
  const person = { name: actor, email: 'developer@example.com' };
  return {
    action: reason === null ? 'checks_requested' : 'destroyed',
    ...(reason === null ? {} : { reason }),
    merge_group: {
      head_sha: sha,
      head_ref: `refs/heads/${mergeGroupBranch(pullRequest)}`,
      base_sha: baseSha,
      base_ref: 'refs/heads/main',
      head_commit: {
        id: sha,
        tree_id: sha,
        message: `Merge pull request #${pullRequest}`,
        timestamp: isoSecond(queuedAt),
        author: person,
        committer: { name: 'GitHub', email: 'noreply@github.com' },
      },
    },
    ...surroundings(repository, accountPayload(actor, 'User')),
  };
}
