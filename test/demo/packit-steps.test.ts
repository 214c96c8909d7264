import { describe, expect, it } from 'vitest';
import { type BuildCourse, buildSteps, testSteps } from '../../src/demo/packit-steps.ts';
import { createRandom } from '../../src/demo/random.ts';

const at = Date.UTC(2026, 0, 5, 9);
const courses: readonly BuildCourse[] = [
  'success',
  'failure',
  'srpm_failure',
  'error',
  'down',
  'cancelled',
  'denied',
  'stuck',
];

describe('the steps of a Packit job', () => {
  it.each(courses)('are told in order for a build that goes: %s', (course) => {
    for (let seed = 0; seed < 50; seed += 1) {
      const random = createRandom(`${course} ${seed}`);
      const build = buildSteps(random, at, course);
      const builtAt = build.find((step) => step.status === 'completed')?.at ?? null;
      const test = testSteps(random, at, course, builtAt);

      for (const steps of [build, test]) {
        expect(steps[0]?.status).toBe('queued');
        expect(steps.map((step) => step.at)).toEqual(steps.map((step) => step.at).sort((one, other) => one - other));
        expect(steps.slice(0, -1).every((step) => step.status !== 'completed')).toBe(true);
      }
      expect(builtAt === null).toBe(course === 'stuck');
    }
  });

  it('shows an infrastructure error to GitHub as a failure: only the title tells', () => {
    const last = buildSteps(createRandom('x'), at, 'down').at(-1);

    expect(last).toMatchObject({ conclusion: 'failure', outcome: 'error' });
    expect(last?.title).toMatch(/^Submit of the build failed:/);
  });
});
