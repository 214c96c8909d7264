import type { DemoRepository } from './demo-repository.ts';
import type { PlannedChange, PlannedHead, PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';

/** Where and when a pull request is opened; `at` in ms, whole seconds. */
export interface Opening {
  readonly repository: DemoRepository;
  readonly number: number;
  readonly at: number;
}

/** What happens to a pull request after its opening; every time in ms after that. */
export interface PullRequestCourse {
  /** A second head. */
  readonly pushedAfter?: number;
  readonly readyAfter?: number;
  readonly closedAfter?: number;
  readonly reopenedAfter?: number;
  readonly merged?: boolean;
  readonly fork?: boolean;
  readonly draft?: boolean;
  readonly author?: string;
  readonly lastMessage?: string;
  /** The commit it is opened with; drawn when absent. */
  readonly sha?: string;
}

/** A pull request that takes exactly the given course. */
export function plainPullRequest(random: Random, opening: Opening, course: PullRequestCourse = {}): PullRequestPlan {
  const { repository, number, at } = opening;
  const replacedAt = course.pushedAfter === undefined ? null : at + course.pushedAfter;
  const first: PlannedHead = { sha: course.sha ?? random.hex(40), from: at, replacedAt, answers: 'prompt' };
  const second: PlannedHead[] =
    replacedAt === null ? [] : [{ sha: random.hex(40), from: replacedAt, replacedAt: null, answers: 'prompt' }];
  const last = second[0] ?? first;
  const later = (action: PlannedChange['action'], after: number | undefined): readonly PlannedChange[] =>
    after === undefined ? [] : [{ action, at: at + after, head: last }];
  const fork = course.fork ?? false;
  return {
    repository,
    number,
    author: course.author ?? random.pick(['nadia-k', 'lindqvist', 'amara']),
    title: `change-${number}`,
    branch: `change-${number}`,
    fork,
    draft: course.draft ?? false,
    authorAssociation: fork ? 'FIRST_TIME_CONTRIBUTOR' : 'MEMBER',
    ...(course.lastMessage === undefined ? {} : { lastMessage: course.lastMessage }),
    changes: [
      { action: 'opened', at, head: first },
      ...later('synchronize', course.pushedAfter),
      ...later('ready_for_review', course.readyAfter),
      ...later('reopened', course.reopenedAfter),
    ],
    heads: [first, ...second],
    closes: course.closedAfter === undefined ? [] : [{ at: at + course.closedAfter, merged: course.merged ?? false }],
  };
}
