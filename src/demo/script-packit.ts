import { type Incidents, isDuring } from './incidents.ts';
import type { MonthScript } from './month-script.ts';
import { packitPlace } from './packit-place.ts';
import { type BuildCourse, buildSteps, testSteps } from './packit-steps.ts';
import { type CheckPlace, checkRunPayload, checkSuitePayload } from './payload/check.ts';
import type { Random } from './random.ts';
import type { ScriptedHead } from './script-head.ts';
import { type PlayedCheck, playPackitCheck } from './script-packit-check.ts';

const targets = ['fedora-rawhide-x86_64', 'fedora-40-x86_64', 'centos-stream-9-x86_64'] as const;
const minuteMs = 60_000;

function drawCourse(random: Random, at: number, incidents: Incidents, denied: boolean): BuildCourse {
  if (denied) return 'denied';
  if (incidents.happens('outage') && isDuring(at, incidents.outage)) return 'down';
  const luck = random.next();
  if (luck < 0.004) return 'error';
  if (luck < 0.006) return 'stuck';
  if (luck < 0.025) return 'cancelled';
  if (luck < 0.055) return 'srpm_failure';
  return luck < 0.12 ? 'failure' : 'success';
}

/** Scripts Packit's work on a head: a build for each target, tests for some, silence once the head is old, now and then a re-run. */
export function scriptPackit(script: MonthScript, random: Random, head: ScriptedHead, incidents: Incidents): void {
  const place = packitPlace(script, head);
  const replacedAt = head.replacedAt ?? Number.POSITIVE_INFINITY;
  // Packit drops what belongs to an old head, most of the time.
  const silentAt = random.chance(0.75) ? replacedAt : Number.POSITIVE_INFINITY;
  const acceptedAt = head.from + random.between(2, 10) * 1000;
  script.say('check_suite', head.from, () =>
    checkSuitePayload(place, 'requested', { at: head.from, conclusion: null, checkRuns: 0 }),
  );

  const denied = head.fork && random.chance(0.03);
  const used = targets.slice(0, random.between(1, targets.length));
  let lastEnd = acceptedAt;
  for (const [index, target] of used.entries()) {
    const luck = random.child(target);
    const course = drawCourse(luck, acceptedAt, incidents, denied);
    const name = `rpm-build:${target}`;
    const steps = buildSteps(luck.child('build'), acceptedAt + index * 1000, course);
    const built = playPackitCheck(script, head, place, { name, kind: 'build', steps }, silentAt);
    const builtAt = steps.find((step) => step.status === 'completed')?.at ?? null;
    lastEnd = Math.max(lastEnd, builtAt ?? 0);
    if (index < 2) {
      const tests = testSteps(luck.child('test'), acceptedAt + index * 1000 + 1000, course, builtAt);
      playPackitCheck(script, head, place, { name: `testing-farm:${target}`, kind: 'test', steps: tests }, silentAt);
      lastEnd = Math.max(lastEnd, ...tests.map((step) => step.at));
    }
    if (built.outcome === 'failure' && luck.chance(0.3)) {
      runAgain(script, luck, head, place, name, built, replacedAt);
    }
  }
  if (lastEnd < silentAt) {
    script.say('check_suite', lastEnd, () =>
      checkSuitePayload(place, 'completed', { at: lastEnd, conclusion: 'success', checkRuns: used.length * 2 }),
    );
  }
}

/** Somebody presses "Re-run": GitHub tells the old check once more, Packit starts the job anew. */
function runAgain(
  script: MonthScript,
  random: Random,
  head: ScriptedHead,
  place: CheckPlace,
  name: string,
  built: PlayedCheck,
  silentAt: number,
): void {
  const at = built.last.startedAt + random.between(5, 50) * minuteMs;
  const acceptedAt = at + random.between(2, 6) * 1000;
  if (acceptedAt >= silentAt) return;
  script.say('check_run', at, () => checkRunPayload(place, 'rerequested', built.last));
  const steps = buildSteps(random, acceptedAt, 'success');
  playPackitCheck(script, head, place, { name, kind: 'build', steps }, silentAt);
}
