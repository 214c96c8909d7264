import type { Kind, Outcome } from '../model/job-run.ts';
import type { MonthScript } from './month-script.ts';
import { statusPayload } from './payload/status.ts';
import type { Random } from './random.ts';
import { commitOf, type ScriptedHead } from './script-head.ts';

const minuteMs = 60_000;

/** The pipelines of a repository. Jenkins reports through a person's account. */
const pipelines: readonly { readonly context: string; readonly kind: Kind }[] = [
  { context: 'continuous-integration/jenkins/pr-merge', kind: 'build' },
  { context: 'continuous-integration/jenkins/integration-test', kind: 'test' },
];

const endings: Readonly<Record<'success' | 'failure' | 'error', string>> = {
  success: 'This commit looks good',
  failure: 'There was a failure building this commit',
  error: 'This commit cannot be built',
};

/** Scripts Jenkins's statuses on a head: scheduled, being built, final; some only final, some final twice. */
export function scriptJenkins(script: MonthScript, random: Random, head: ScriptedHead): void {
  const answersAfter = head.late ? random.between(18, 240) : random.between(3, 12);
  const firstAt = head.from + answersAfter * 1000;
  for (const [index, { context, kind }] of pipelines.entries()) {
    const scheduledAt = firstAt + index * 1000;
    const startedAt = scheduledAt + random.between(5, 300) * 1000;
    const finishedAt = startedAt + random.between(3, 50) * minuteMs + random.between(0, 59) * 1000;
    const luck = random.next();
    const outcome: Outcome & keyof typeof endings = luck < 0.012 ? 'error' : luck < 0.12 ? 'failure' : 'success';
    const build = random.between(100, 9_999);
    const say = (at: number, state: 'pending' | keyof typeof endings, description: string): void => {
      const words = {
        id: script.nextId(),
        sha: head.sha,
        context,
        state,
        description,
        at,
        sender: 'build-master',
        build,
      };
      script.say('status', at, () => statusPayload(head.repository, words));
    };

    // The second pipeline of a repository sometimes reports only how it ended.
    const onlyFinal = index > 0 && random.chance(0.1);
    if (!onlyFinal) {
      say(scheduledAt, 'pending', 'This commit is scheduled to be built');
      say(startedAt, 'pending', 'This commit is being built');
    }
    say(finishedAt, outcome, endings[outcome]);
    if (random.chance(0.08)) say(finishedAt + 1000, outcome, endings[outcome]);

    script.jobs.push({
      provider: 'jenkins',
      kind,
      commit: commitOf(head),
      queuedAt: onlyFinal ? finishedAt : scheduledAt,
      startedAt: onlyFinal ? null : startedAt,
      finishedAt,
      outcome,
      replacedAt: head.replacedAt,
      heardAt: onlyFinal ? [finishedAt] : [scheduledAt, startedAt, finishedAt],
      measured: !onlyFinal,
    });
  }
}
