import { jenkinsWords } from '../jenkins-words.ts';
import type { MonthScript } from '../month-script.ts';
import { statusPayload } from '../payload/status.ts';
import { commitOf, type ScriptedHead } from '../script-head.ts';

/** Jenkins takes up the build of a head, and is not heard of again. */
export function playSilentJenkins(script: MonthScript, head: ScriptedHead): void {
  const scheduledAt = head.from + 5_000;
  const startedAt = head.from + 40_000;
  for (const [at, words] of [
    [scheduledAt, jenkinsWords.scheduled],
    [startedAt, jenkinsWords.running],
  ] as const) {
    const status = {
      ...words,
      at,
      id: script.nextId(),
      sha: head.sha,
      context: 'continuous-integration/jenkins/pr-merge',
      sender: 'build-master',
      build: 1_234,
    };
    script.say('status', at, () => statusPayload(head.repository, status));
  }
  script.jobs.push({
    provider: 'jenkins',
    role: 'ci',
    kind: 'build',
    commit: commitOf(head),
    queuedAt: scheduledAt,
    startedAt,
    finishedAt: null,
    outcome: null,
    endings: head.endings,
    heardAt: [scheduledAt, startedAt],
    measured: true,
  });
}
