import type { Kind } from '../model/job-run.ts';
import type { Incidents } from './incidents.ts';
import { type JenkinsWords, jenkinsEndings, jenkinsWords } from './jenkins-words.ts';
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

/** Scripts Jenkins's statuses on a head: scheduled, being built, final; some only final, some final twice, a few never final. */
export function scriptJenkins(script: MonthScript, random: Random, head: ScriptedHead, incidents: Incidents): void {
  const answersAfter = head.late ? random.between(18, 240) : random.between(3, 12);
  for (const [index, pipeline] of pipelines.entries()) {
    const scheduledAt = head.from + (answersAfter + index) * 1000;
    playPipeline(
      script,
      random.child(pipeline.context),
      head,
      { ...pipeline, scheduledAt, isFirst: index === 0 },
      incidents,
    );
  }
}

function playPipeline(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  pipeline: (typeof pipelines)[number] & { readonly scheduledAt: number; readonly isFirst: boolean },
  incidents: Incidents,
): void {
  const { context, kind, scheduledAt, isFirst } = pipeline;
  const startedAt = scheduledAt + random.between(5, 300) * 1000;
  const end = startedAt + random.between(3, 50) * minuteMs + random.between(0, 59) * 1000;
  const build = random.between(100, 9_999);
  const luck = random.next();
  const hangs = luck < 0.012 && incidents.happens('jenkins-hangs');
  // The second pipeline of a repository sometimes reports only how it ended.
  const isOnlyFinal = random.chance(0.1) && !isFirst && !hangs;
  const isRepeated = random.chance(0.08);
  const { outcome, ...words } = jenkinsEndings[drawEnding(luck, isFirst)];

  const heardAt: number[] = [];
  const say = (at: number, told: JenkinsWords): void => {
    heardAt.push(at);
    const status = { id: script.nextId(), sha: head.sha, context, at, sender: 'build-master', build, ...told };
    script.say('status', at, () => statusPayload(head.repository, status));
  };
  if (!isOnlyFinal) {
    say(scheduledAt, jenkinsWords.scheduled);
    say(startedAt, jenkinsWords.running);
  }
  if (!hangs) say(end, words);
  if (!hangs && isRepeated) say(end + 1000, words);

  script.jobs.push({
    provider: 'jenkins',
    role: 'ci',
    kind,
    commit: commitOf(head),
    queuedAt: isOnlyFinal ? end : scheduledAt,
    startedAt: isOnlyFinal ? null : startedAt,
    finishedAt: hangs ? null : end,
    outcome: hangs ? null : outcome,
    endings: head.endings,
    heardAt,
    measured: !isOnlyFinal,
  });
}

function drawEnding(luck: number, isBuild: boolean): keyof typeof jenkinsEndings {
  if (luck < 0.012 || luck >= 0.12) return 'success';
  if (luck < 0.025) return 'aborted';
  return isBuild ? 'broken' : 'unstable';
}
