import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDuring, planIncidents } from '../../src/demo/incidents.ts';

const dayMs = 86_400_000;

describe('planIncidents', () => {
  it('places a Tuesday outage of three hours and a slow week inside the month, apart from each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }), (end) => {
        const { outage, slowWeek } = planIncidents(end);
        expect(new Date(outage.from).getUTCDay()).toBe(2);
        expect(outage.to - outage.from).toBe(3 * 3_600_000);
        expect(slowWeek.to - slowWeek.from).toBe(7 * dayMs);
        expect(outage.to).toBeLessThan(end - 7 * dayMs);
        expect(outage.from).toBeGreaterThanOrEqual(slowWeek.to);
        expect(slowWeek.from).toBeGreaterThan(end - 30 * dayMs);
      }),
    );
  });

  it('counts the beginning of a span in and its end out', () => {
    const span = { from: 10, to: 20 };

    expect([9, 10, 19, 20].map((time) => isDuring(time, span))).toEqual([false, true, true, false]);
  });
});
