import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/demo/random.ts';

describe('createRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const draw = (seed: string): readonly number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, random.next);
    };

    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('spreads its numbers evenly over [0, 1)', () => {
    const random = createRandom('even');
    const tenths = new Array<number>(10).fill(0);

    for (let index = 0; index < 20_000; index += 1) {
      const tenth = Math.floor(random.next() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }

    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(250);
  });

  it('keeps whole numbers between their bounds, both included', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat({ max: 5 }), (seed, low, width) => {
        const random = createRandom(seed);
        const drawn = new Set(Array.from({ length: 200 }, () => random.between(low, low + width)));
        expect(Math.min(...drawn)).toBe(low);
        expect(Math.max(...drawn)).toBe(low + width);
      }),
      { numRuns: 50 },
    );
  });

  it('picks from a list, tosses a coin and writes hex digits', () => {
    const random = createRandom('x');

    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
    expect(random.chance(1)).toBe(true);
    expect(random.chance(0)).toBe(false);
    expect(random.hex(40)).toMatch(/^[0-9a-f]{40}$/);
  });
});
