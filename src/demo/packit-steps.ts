import type { Random } from './random.ts';
import type { PackitStep } from './script-packit-check.ts';

/** How a Packit build goes. `down`: Packit's build service does not answer. */
export type BuildCourse = 'success' | 'failure' | 'srpm_failure' | 'error' | 'down' | 'cancelled' | 'denied' | 'stuck';

const minuteMs = 60_000;

/** The steps of a build accepted at `at` (ms), by what Packit writes into the check's title. */
export function buildSteps(random: Random, at: number, course: BuildCourse): readonly PackitStep[] {
  const steps: PackitStep[] = [{ at, status: 'queued', title: 'The task was accepted.' }];
  const soon = at + random.between(3, 15) * 1000;
  if (course === 'denied') {
    return [
      ...steps,
      { at: soon, status: 'completed', title: 'User cannot trigger!', conclusion: 'neutral', outcome: 'skipped' },
    ];
  }
  if (course === 'down') {
    const title = 'Submit of the build failed due to a Copr error, the task will be retried in 2 minutes.';
    if (random.chance(0.5)) steps.push({ at: soon, status: 'queued', title });
    const end = at + random.between(3, 9) * minuteMs;
    return [...steps, failed(end, 'Submit of the build failed: Copr is not reachable', 'error')];
  }
  if (course === 'error') {
    const title = random.chance(0.5)
      ? 'Not supported target: fedora-33-x86_64'
      : 'Submit of the build failed: HTTP 502';
    return [...steps, failed(soon, title, 'error')];
  }
  const srpm = soon + random.between(1, 4) * minuteMs;
  const rpm = srpm + random.between(5, 90) * 1000;
  const slow = random.chance(0.01) ? random.between(120, 540) : random.between(2, 40);
  const end = rpm + slow * minuteMs + random.between(1, 59) * 1000;
  steps.push({ at: soon, status: 'in_progress', title: 'SRPM build in Copr was submitted...' });
  if (course === 'srpm_failure') {
    return [...steps, failed(srpm, 'SRPM build failed, check the logs for details.', 'failure')];
  }
  steps.push({ at: srpm, status: 'in_progress', title: 'SRPM build succeeded. Waiting for RPM build to start...' });
  steps.push({ at: rpm, status: 'in_progress', title: 'RPM build is in progress...' });
  if (course === 'stuck') return steps;
  if (course === 'cancelled') {
    steps.push({
      at: end,
      status: 'completed',
      title: 'Build was canceled.',
      conclusion: 'cancelled',
      outcome: 'cancelled',
    });
  } else if (course === 'failure') {
    steps.push(failed(end, 'RPMs failed to be built.', 'failure'));
  } else {
    steps.push({
      at: end,
      status: 'completed',
      title: 'RPMs were built successfully.',
      conclusion: 'success',
      outcome: 'success',
    });
  }
  return steps;
}

/**
 * The steps of a test that waits since `at` (ms) for the build that went `course` and ended at `builtAt` (ms). A build that never
 * ends leaves it waiting.
 */
export function testSteps(
  random: Random,
  at: number,
  course: BuildCourse,
  builtAt: number | null,
): readonly PackitStep[] {
  const steps: PackitStep[] = [{ at, status: 'queued', title: 'Waiting for RPMs to be built...' }];
  if (builtAt === null) return steps;
  const next = builtAt + random.between(2, 20) * 1000;
  if (course === 'srpm_failure')
    return [...steps, failed(next, 'SRPM build failed, check the logs for details.', 'failure')];
  if (course !== 'success') {
    const title =
      course === 'denied'
        ? 'User cannot trigger!'
        : 'Missing successful Copr build for this target, please trigger the build first. ';
    return [...steps, { at: next, status: 'completed', title, conclusion: 'neutral', outcome: 'skipped' }];
  }
  const running = next + random.between(30, 400) * 1000;
  const end = running + random.between(2, 55) * minuteMs + random.between(1, 59) * 1000;
  steps.push({ at: next, status: 'in_progress', title: 'Build succeeded. Submitting the tests ...' });
  steps.push({ at: running, status: 'in_progress', title: 'Tests are running ...' });
  const luck = random.next();
  if (luck < 0.006) {
    steps.push(failed(end, 'Test environment installation failed: reason unknown, please escalate', 'error'));
  } else if (luck < 0.014) {
    steps.push(failed(end, 'Error while provisioning the guest', 'error'));
  } else if (luck < 0.03) {
    steps.push({
      at: end,
      status: 'completed',
      title: 'Tests canceled ...',
      conclusion: 'neutral',
      outcome: 'skipped',
    });
  } else if (luck < 0.16) {
    steps.push(failed(end, 'Tests failed ...', 'failure'));
  } else {
    steps.push({ at: end, status: 'completed', title: 'Tests passed ...', conclusion: 'success', outcome: 'success' });
  }
  return steps;
}

/** Packit tells GitHub `failure` for its own errors too; only the title differs. */
function failed(at: number, title: string, outcome: 'failure' | 'error'): PackitStep {
  return { at, status: 'completed', title, conclusion: 'failure', outcome };
}
