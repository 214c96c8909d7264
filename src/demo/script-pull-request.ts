import type { Incidents } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import { accountPayload } from './payload/account.ts';
import { type PullRequestMoment, pullRequestPayload } from './payload/pull-request.ts';
import { mergeGroupPayload, pushPayload } from './payload/push.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';
import { scriptActions } from './script-actions.ts';
import { branchHead, commitOf, pullRequestHead, type ScriptedHead } from './script-head.ts';
import { scriptJenkins } from './script-jenkins.ts';
import { scriptPackit } from './script-packit.ts';

const minuteMs = 60_000;

/** Scripts a pull request from its opening to its merge: what people do, and what each CI system answers. */
export function scriptPullRequest(
  script: MonthScript,
  random: Random,
  plan: PullRequestPlan,
  incidents: Incidents,
): void {
  scriptPeople(script, random, plan);
  for (const head of plan.heads) {
    if (head.answers !== 'never') scriptAnswers(script, random, pullRequestHead(plan, head), incidents);
  }
  const last = plan.closes[plan.closes.length - 1];
  if (last?.merged === true) scriptMerge(script, random, plan, last.at);
}

function scriptAnswers(script: MonthScript, random: Random, head: ScriptedHead, incidents: Incidents): void {
  const { providers } = head.repository;
  if (providers.includes('packit-as-a-service')) scriptPackit(script, random, head, incidents);
  if (providers.includes('github-actions')) scriptActions(script, random, head);
  if (providers.includes('jenkins')) scriptJenkins(script, random, head);
}

/** The deliveries that people cause, and the revisions they make. */
function scriptPeople(script: MonthScript, random: Random, plan: PullRequestPlan): void {
  const sender = accountPayload(plan.author, 'User');
  const say = (moment: Partial<PullRequestMoment> & { action: string; at: number; sha: string }): void => {
    const full = { before: null, closed: false, merged: false, draft: false, sender, ...moment };
    script.say('pull_request', moment.at, () => pullRequestPayload(plan, full));
  };
  const ended = plan.closes[plan.closes.length - 1]?.at ?? null;
  const reopened = plan.changes.find((change) => change.action === 'reopened')?.at;
  const endedAt = ended !== null && (reopened === undefined || reopened < ended) ? ended : null;
  let lastSha = plan.heads[0].sha;
  for (const { action, at, head } of plan.changes) {
    say({
      action,
      at,
      sha: head.sha,
      before: action === 'synchronize' ? lastSha : null,
      draft: plan.draft && action !== 'ready_for_review',
    });
    if (!plan.fork && action !== 'reopened' && action !== 'ready_for_review') {
      script.say('push', at, () =>
        pushPayload(plan.repository, { branch: plan.branch, sha: head.sha, author: plan.author, at }),
      );
    }
    script.revisions.push({
      action,
      commit: commitOf(pullRequestHead(plan, head)),
      changedAt: at,
      replacedAt: head.replacedAt,
      closedAt: plan.closes.find((close) => close.at >= at)?.at ?? null,
      endedAt,
    });
    lastSha = head.sha;
  }
  for (const { at, merged } of plan.closes) say({ action: 'closed', at, sha: lastSha, closed: true, merged });
  if (random.chance(0.6)) {
    const at = plan.changes[0].at + random.between(2, 4) * 1000;
    const robot = accountPayload('label-robot[bot]', 'Bot');
    say({ action: 'labeled', at, sha: plan.heads[0].sha, sender: robot, label: 'needs-review' });
  }
}

/** A merge: through the queue where there is one, then the push to the main branch and what runs on it. */
function scriptMerge(script: MonthScript, random: Random, plan: PullRequestPlan, at: number): void {
  const { repository, author } = plan;
  const actions = repository.providers.includes('github-actions');
  if (repository.mergeQueue) {
    const sha = random.hex(40);
    const queuedAt = at - 25 * minuteMs;
    script.say('merge_group', queuedAt, () => mergeGroupPayload(repository, sha, plan.number, author));
    const branch = `gh-readonly-queue/main/pr-${plan.number}`;
    if (actions) scriptActions(script, random, branchHead(plan, 'merge_group', branch, sha, queuedAt));
  }
  const sha = random.hex(40);
  script.say('push', at, () => pushPayload(repository, { branch: 'main', sha, author, at }));
  if (actions) scriptActions(script, random, branchHead(plan, 'push', 'main', sha, at + 1000));
}
