import type { MonthScript } from './month-script.ts';
import { checkRunPayload } from './payload/check.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';
import { commitOf, pullRequestHead } from './script-head.ts';

/** The bot that asks for a sign-off answers every head within two seconds, also when no CI does. Its checks are born completed. */
export function scriptDco(script: MonthScript, random: Random, plan: PullRequestPlan): void {
  for (const planned of plan.heads) {
    const head = pullRequestHead(plan, planned);
    const at = head.from + random.between(1, 2) * 1000;
    const isSigned = !random.chance(0.04);
    const id = script.nextId();
    const place = {
      repository: head.repository,
      app: 'dco' as const,
      sha: head.sha,
      suiteId: script.nextId(),
      branch: head.fork ? null : head.branch,
      pullRequests: head.pullRequests,
    };
    const words = {
      id,
      name: 'DCO',
      status: 'completed' as const,
      conclusion: isSigned ? 'success' : 'action_required',
      startedAt: at,
      completedAt: at,
      title: 'DCO',
      detailsUrl: 'https://github.com/apps/dco',
    };
    script.say('check_run', at, () => checkRunPayload(place, 'created', words));
    script.say('check_run', at, () => checkRunPayload(place, 'completed', words));
    script.jobs.push({
      provider: 'dco',
      role: 'gate',
      kind: 'other',
      commit: commitOf(head),
      queuedAt: at,
      startedAt: at,
      finishedAt: at,
      outcome: isSigned ? 'success' : 'failure',
      endings: [],
      heardAt: [at],
      measured: true,
    });
  }
}
