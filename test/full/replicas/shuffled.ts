import { createRandom } from '../../../src/demo/random.ts';

/** The same things in an order that is random, but the same on every run. */
export function shuffled<T>(things: readonly T[], seed = 'shuffled'): readonly T[] {
  const random = createRandom(seed);
  return things
    .map((thing) => ({ thing, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing);
}
