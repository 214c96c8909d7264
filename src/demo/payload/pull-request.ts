import { fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import type { PullRequestPlan } from '../pull-request-plan.ts';
import { accountPayload, accountType } from './account.ts';
import { shortRepositoryPayload, surroundings } from './repository.ts';

/** What a `pull_request` delivery says beyond its plan. Times in ms. */
export interface PullRequestMoment {
  readonly action: string;
  readonly at: number;
  readonly sha: string;
  /** The head before, for `synchronize`. */
  readonly before: string | null;
  readonly closed: boolean;
  readonly merged: boolean;
  readonly draft: boolean;
  /** Who did it: the author, or a bot that labels. */
  readonly sender: object;
  readonly label?: string;
}

/** The body of a `pull_request` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export function pullRequestPayload(plan: PullRequestPlan, moment: PullRequestMoment): object {
  const { repository, number } = plan;
  const url = `https://api.github.com/repos/${fullName(repository)}/pulls/${number}`;
  const base = shortRepositoryPayload(repository.id, repository.owner, repository.name, false);
  const head = plan.fork
    ? shortRepositoryPayload(repository.id + 300_000_000 + plan.author.length, plan.author, repository.name, true)
    : base;
  const user = accountPayload(plan.author, accountType(plan.author));
  return {
    action: moment.action,
    number,
    ...(moment.before === null ? {} : { before: moment.before, after: moment.sha }),
    ...(moment.label === undefined ? {} : { label: { id: 1, name: moment.label, color: 'ededed', default: false } }),
    pull_request: {
      url,
      id: repository.id * 3 + number,
      node_id: `PR_${(repository.id * 3 + number).toString(36)}`,
      html_url: `https://github.com/${fullName(repository)}/pull/${number}`,
      number,
      state: moment.closed ? 'closed' : 'open',
      locked: false,
      title: plan.title,
      user,
      body: 'What it changes, and why.\r\n\r\n- [x] tests\r\n- [ ] documentation\r\n',
      created_at: isoSecond(plan.changes[0].at),
      updated_at: isoSecond(moment.at),
      closed_at: isoSecond(moment.closed ? moment.at : null),
      merged_at: isoSecond(moment.merged ? moment.at : null),
      assignees: [],
      requested_reviewers: [],
      labels: [],
      draft: moment.draft,
      commits_url: `${url}/commits`,
      statuses_url: `https://api.github.com/repos/${fullName(repository)}/statuses/${moment.sha}`,
      head: { label: `${plan.author}:${plan.branch}`, ref: plan.branch, sha: moment.sha, user, repo: head },
      base: {
        label: `${repository.owner}:main`,
        ref: 'main',
        sha: '9f1c0de09f1c0de09f1c0de09f1c0de09f1c0de0',
        user: accountPayload(repository.owner, 'Organization'),
        repo: base,
      },
      author_association: plan.authorAssociation,
      auto_merge: null,
      merged: moment.merged,
      mergeable: null,
      comments: 2,
      review_comments: 0,
      commits: 1,
      additions: 34,
      deletions: 12,
      changed_files: 3,
    },
    ...surroundings(repository, moment.sender),
  };
}
