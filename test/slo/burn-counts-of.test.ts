import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Minute } from '../../src/budget/minute.ts';
import { fraction } from '../../src/model/fraction.ts';
import type { MethodData, Objective } from '../../src/model/objective.ts';
import { burnCountsOf, countsEventsAlone, sliceMsOf } from '../../src/slo/burn-counts-of.ts';
import { objectives } from '../support/objectives.ts';

const minute = 60_000;
const slice = { ms: 5 * minute, localDays: null, text: '5m' };
const start = Math.floor(Date.UTC(2026, 2, 1) / slice.ms) * slice.ms;
const end = start + 60 * minute;

function of(method: MethodData, annotations: Record<string, string> = {}): Objective {
  return { ...(objectives[0] as Objective), method, annotations };
}

const arbitraryMinutes: fc.Arbitrary<readonly Minute[]> = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 59 }), good: fc.nat(3), bad: fc.nat(3), excluded: fc.nat(1) }), {
    maxLength: 25,
  })
  .map((list) => [...new Map(list.map((one) => [one.at, { ...one, at: start + one.at * minute }])).values()]);

/** The last whole slices of a window, by hand. */
function slicesBefore(minutes: readonly Minute[], until: number, length: number) {
  const last = Math.floor((until - start) / slice.ms);
  const first = Math.max(0, last - length / slice.ms);
  return Array.from({ length: last - first }, (_, index) => {
    const from = start + (first + index) * slice.ms;
    const inside = minutes.filter(({ at }) => at >= from && at < from + slice.ms);
    return {
      good: inside.reduce((sum, { good }) => sum + good, 0),
      bad: inside.reduce((sum, { bad }) => sum + bad, 0),
    };
  });
}

describe('what alerts count', () => {
  it('by time slices is slices, those under the slice target bad, whatever the minute', () => {
    const objective = of({ type: 'timeslices', slice, sliceTargetDecimal: '0.5' });
    fc.assert(
      fc.property(
        arbitraryMinutes,
        fc.integer({ min: 5, max: 60 }),
        fc.constantFrom(5, 15, 30),
        (minutes, until, length) => {
          const at = start + until * minute;
          const counted = burnCountsOf(objective, () => minutes, start, end)(at - length * minute, at);
          const slices = slicesBefore(minutes, at, length * minute).filter(({ good, bad }) => good + bad > 0);
          const bad = slices.filter((one) => one.good < one.bad);

          const unit = 1_000_000_000_000n;
          expect(counted?.total).toBe(BigInt(slices.length) * unit);
          expect(counted?.bad).toBe(BigInt(bad.length) * unit);
          expect(counted?.badEvents).toBe(slices.reduce((sum, one) => sum + one.bad, 0));
        },
      ),
    );
  });

  it('by ratios of slices is the sum of what each lost', () => {
    const minutes = [
      { at: start, good: 1, bad: 3, excluded: 0 },
      { at: start + slice.ms, good: 3, bad: 0, excluded: 0 },
    ];
    const counted = burnCountsOf(
      of({ type: 'ratio-timeslices', slice }),
      () => minutes,
      start,
      end,
    )(start, start + 2 * slice.ms);

    expect(fraction(counted?.bad ?? 0, counted?.total ?? 1)).toEqual(fraction(750_000_000_000n, 2_000_000_000_000n));
  });

  it('of empty slices is what the annotation says, and an exclusion is never bad', () => {
    const bad = of({ type: 'timeslices', slice, sliceTargetDecimal: '0.5' }, { 'cislo.dev/empty-slice': 'bad' });
    const good = of({ type: 'timeslices', slice, sliceTargetDecimal: '0.5' }, { 'cislo.dev/empty-slice': 'good' });
    const spared = of(bad.method, {
      ...bad.annotations,
      'cislo.dev/exclude': `[{from: '${new Date(start).toISOString()}', to: '${new Date(end).toISOString()}', reason: maintenance}]`,
    });
    const shares = [bad, good, spared].map((one) =>
      burnCountsOf(one, () => [], start, end)(start, start + 3 * slice.ms),
    );

    expect(shares.map((one) => [Number(one?.bad) / 1e12, Number(one?.total) / 1e12])).toEqual([
      [3, 3],
      [0, 3],
      [0, 0],
    ]);
  });

  it('of a window shorter than a slice cannot be counted', () => {
    const counts = burnCountsOf(of({ type: 'ratio-timeslices', slice }), () => [], start, end);

    expect(counts(start, start + 4 * minute)).toBeNull();
    expect(counts(start + 6 * minute, start + 10 * minute)).toBeNull();
  });

  it('by occurrences is events, without bad ones in excluded time', () => {
    const exclude = `[{from: '${new Date(start).toISOString()}', to: '${new Date(start + 2 * minute).toISOString()}', reason: maintenance}]`;
    const objective = of({ type: 'occurrences' }, { 'cislo.dev/exclude': exclude });
    const minutes = [0, 1, 2].map((index) => ({ at: start + index * minute, good: 1, bad: 1, excluded: 0 }));

    expect(burnCountsOf(objective, () => minutes, start, end)(start, start + 3 * minute)).toEqual({
      total: 4,
      bad: 1,
      badEvents: 1,
    });
    expect([countsEventsAlone(objective), countsEventsAlone(of({ type: 'occurrences' }))]).toEqual([false, true]);
    expect([sliceMsOf(objective), sliceMsOf(of({ type: 'ratio-timeslices', slice }))]).toEqual([0, slice.ms]);
  });
});
