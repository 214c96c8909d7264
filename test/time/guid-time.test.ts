import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidTime } from '../../src/time/guid-time.ts';

/** A version-1 UUID of a time, by exact arithmetic. */
function guidOf(ms: number, ticks: number): string {
  const time = (BigInt(ms) + 12_219_292_800_000n) * 10_000n + BigInt(ticks);
  const hex = time.toString(16).padStart(15, '0');
  return `${hex.slice(7)}-${hex.slice(3, 7)}-1${hex.slice(0, 3)}-9abc-0123456789ab`;
}

describe('the time in a delivery GUID', () => {
  it('is that of the RFC for a known UUID', () => {
    expect(guidTime('c232ab00-9414-11ec-b3c8-9f6bdeced846')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22));
  });

  it('does not depend on case', () => {
    expect(guidTime('C232AB00-9414-11EC-B3C8-9F6BDECED846')).toBe(Date.UTC(2022, 1, 22, 19, 22, 22));
  });

  it('is exact to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2007, 0, 1), max: Date.UTC(2100, 0, 1) - 1 }),
        fc.integer({ min: 0, max: 9_999 }),
        (ms, ticks) => {
          expect(guidTime(guidOf(ms, ticks))).toBe(ms);
        },
      ),
    );
  });

  it.each([
    ['a random UUID', '919108f7-52d1-4320-9bac-f847db4148a8'],
    ['a UUID of another variant', 'c232ab00-9414-11ec-03c8-9f6bdeced846'],
    ['a time before GitHub', guidOf(Date.UTC(1999, 0, 1), 0)],
    ['no UUID', 'delivery-1'],
    ['nothing', ''],
    ['a UUID with more behind it', 'c232ab00-9414-11ec-b3c8-9f6bdeced846 '],
  ])('is not told by %s', (_, guid) => {
    expect(guidTime(guid)).toBeNull();
  });
});
