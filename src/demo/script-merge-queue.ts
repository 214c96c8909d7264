import type { Incidents } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import { mergeGroupBranch, mergeGroupPayload } from './payload/merge-group.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';
import { scriptActions } from './script-actions.ts';
import { branchHead } from './script-head.ts';

const minuteMs = 60_000;

/** The way of a merged pull request through the queue, where its repository has one: a group of its own, built, merged and destroyed. */
export function scriptMergeQueue(
  script: MonthScript,
  random: Random,
  plan: PullRequestPlan,
  incidents: Incidents,
): void {
  const { repository, number, author } = plan;
  const last = plan.closes[plan.closes.length - 1];
  if (!repository.mergeQueue || last?.merged !== true) return;
  const sha = random.hex(40);
  const queuedAt = last.at - 25 * minuteMs;
  const group = { repository, sha, pullRequest: number, actor: author, queuedAt };
  script.say('merge_group', queuedAt, () => mergeGroupPayload(group, null));
  script.say('merge_group', last.at + 1000, () => mergeGroupPayload(group, 'merged'));
  if (!repository.providers.includes('github-actions')) return;
  const endings = [{ at: last.at + 1000, by: 'merge_group_destroyed' as const }];
  const head = branchHead(plan, 'merge_group', mergeGroupBranch(number), sha, queuedAt, endings);
  scriptActions(script, random.child('actions'), head, incidents);
}
