import type { MonthScript } from './month-script.ts';
import { accountPayload, accountType } from './payload/account.ts';
import { type PullRequestMoment, pullRequestPayload } from './payload/pull-request.ts';
import { pushPayload } from './payload/push.ts';
import type { PlannedChange, PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';
import { commitOf, pullRequestHead } from './script-head.ts';

/** The deliveries that people cause on a pull request, and the revisions they make. */
export function scriptPeople(script: MonthScript, random: Random, plan: PullRequestPlan): void {
  const sender = accountPayload(plan.author, accountType(plan.author));
  const say = (moment: Partial<PullRequestMoment> & { action: string; at: number; sha: string }): void => {
    const full = { before: null, closed: false, merged: false, draft: false, sender, ...moment };
    script.say('pull_request', moment.at, () => pullRequestPayload(plan, full));
  };
  const ended = plan.closes[plan.closes.length - 1]?.at ?? null;
  const reopened = plan.changes.find((change) => change.action === 'reopened')?.at;
  const endedAt = ended !== null && (reopened === undefined || reopened < ended) ? ended : null;
  const readyAt = plan.changes.find((change) => change.action === 'ready_for_review')?.at ?? Number.POSITIVE_INFINITY;
  let lastSha = plan.heads[0].sha;
  for (const [index, { action, at, head }] of plan.changes.entries()) {
    const draft = plan.draft && at < readyAt;
    const isLastHead = head === plan.heads[plan.heads.length - 1];
    const message = isLastHead ? plan.lastMessage : undefined;
    say({ action, at, sha: head.sha, before: action === 'synchronize' ? lastSha : null, draft });
    if (!plan.fork && action !== 'reopened' && action !== 'ready_for_review') {
      const { branch, author } = plan;
      const push = { branch, author, at, sha: head.sha, ...(message === undefined ? {} : { message }) };
      script.say('push', at, () => pushPayload(plan.repository, push));
    }
    script.revisions.push({
      action,
      repositoryId: plan.repository.id,
      commit: commitOf(pullRequestHead(plan, head)),
      changedAt: at,
      replacedAt: head.replacedAt,
      askedAgainAt: plan.changes.slice(index + 1).find((next) => next.head === head)?.at ?? null,
      closedAt: plan.closes.find((close) => close.at >= at)?.at ?? null,
      endedAt,
      draft,
      needsNoAnswer: message !== undefined || startsNothing(plan),
    });
    lastSha = head.sha;
  }
  for (const { at, merged } of plan.closes) say({ action: 'closed', at, sha: lastSha, closed: true, merged });
  if (random.chance(0.6)) sayLabel(say, random, plan.changes[0]);
}

/** What the workflow's own token does starts no workflow, and nobody else builds there. */
function startsNothing({ author, repository }: PullRequestPlan): boolean {
  return author === 'github-actions[bot]' && repository.providers.every((provider) => provider === 'github-actions');
}

function sayLabel(
  say: (moment: Partial<PullRequestMoment> & { action: string; at: number; sha: string }) => void,
  random: Random,
  opened: PlannedChange,
): void {
  const at = opened.at + random.between(2, 4) * 1000;
  const robot = accountPayload('label-robot[bot]', 'Bot');
  say({ action: 'labeled', at, sha: opened.head.sha, sender: robot, label: 'needs-review' });
}
