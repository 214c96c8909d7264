import type { ComparedEvent } from '../../src/compare/build-cohorts.ts';
import { createRandom } from '../../src/demo/random.ts';

/** One event. */
export function event(isBad: boolean, cluster: string | number, ...values: ComparedEvent['values']): ComparedEvent {
  return { isBad, cluster: String(cluster), values };
}

/** So many events. */
export function times(count: number, make: (index: number) => ComparedEvent): readonly ComparedEvent[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** 40 commits of 20 jobs, of which one in five fails for the most part. `cause` makes further events bad. */
export function clustered(
  seed: string,
  cause: (values: readonly string[]) => boolean = () => false,
  luck = 0.03,
): readonly ComparedEvent[] {
  const random = createRandom(seed);
  return times(800, (index) => {
    const commit = Math.floor(index / 20);
    const own = random.child(`${index}`);
    const ofCommit = random.child(`commit ${commit}`);
    const share = ofCommit.next() < 0.2 ? 0.6 : luck;
    const values = [
      `job ${index % 20}`,
      `repository ${commit % 5}`,
      `runner ${Math.floor(own.child('runner').next() * 2_000)}`,
      `image ${Math.floor(own.child('image').next() * 4)}`,
      `author ${Math.floor(random.child(`author ${commit}`).next() * 8)}`,
    ];
    return event(own.child('luck').next() < share || cause(values), commit, ...values);
  });
}

/** The dimensions of these events. */
export const clusteredNames = ['name', 'repository', 'runner_name', 'image', 'author'];
