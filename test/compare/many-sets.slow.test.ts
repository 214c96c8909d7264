import { describe, expect, it } from 'vitest';
import { bubbleUp } from '../../src/compare/bubble-up.ts';
import { buildCohorts } from '../../src/compare/build-cohorts.ts';
import { createRandom } from '../../src/demo/random.ts';
import { clustered, clusteredNames, event, times } from '../support/clustered-events.ts';

describe('over many data sets of 40 commits with 20 jobs', () => {
  it('something stands out by chance in at most 5 of 100 without a cause', () => {
    const sets = 1_000;
    const found = Array.from({ length: sets }, (_, index) =>
      bubbleUp(buildCohorts(clusteredNames, clustered(`set ${index}`))),
    );

    expect(found.filter(({ message }) => message !== 'too few to say').length).toBeGreaterThan(sets * 0.9);
    expect(found.filter(({ items }) => items.length > 0).length).toBeLessThanOrEqual(sets * 0.05);
  });

  it.each([
    ['an image', (values: readonly string[]) => values[3] === 'image 2', 'image 2'],
    ['a job', (values: readonly string[]) => values[0] === 'job 7', 'job 7'],
    ['a repository', (values: readonly string[]) => values[1] === 'repository 1', 'repository 1'],
  ] as const)('%s that breaks everything comes first in every one', (_what, cause, value) => {
    for (let index = 0; index < 100; index += 1) {
      const events = clustered(`planted ${index}`, cause, 0.002);
      expect(bubbleUp(buildCohorts(clusteredNames, events)).items[0]?.value).toBe(value);
    }
  });

  it('one broken runner among 2,000 comes first', () => {
    for (let index = 0; index < 100; index += 1) {
      const random = createRandom(`runners ${index}`);
      const events = times(20_000, (place) => {
        const commit = Math.floor(place / 20);
        const own = random.child(`${place}`);
        // Each runner has ten events.
        const runner = (place * 7_919) % 2_000;
        return event(runner === 13 || own.child('luck').next() < 0.01, commit, `job ${place % 20}`, `runner ${runner}`);
      });
      expect(bubbleUp(buildCohorts(['name', 'runner_name'], events)).items[0]?.value).toBe('runner 13');
    }
  });
});
