import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerBudget } from '../../src/budget/answer-budget.ts';
import type { BudgetMethod } from '../../src/budget/budget-method.ts';
import { budgetRanges } from '../../src/budget/budget-ranges.ts';
import { addSums, type BudgetSums } from '../../src/budget/budget-sums.ts';
import { burnWindows } from '../../src/budget/burn-windows.ts';
import type { Minute } from '../../src/budget/minute.ts';
import { slicesBetween } from '../../src/budget/slice/slices-between.ts';
import { toSlices } from '../../src/budget/slice/to-slices.ts';
import { sumMinutes } from '../../src/budget/sum-minutes.ts';
import { sumSlices } from '../../src/budget/sum-slices.ts';
import type { Bounds } from '../../src/time/window-bounds.ts';
import { ask, fiveMinutes, ofMinutes, target } from './ask-budget.ts';
import { dayMs, hourMs, minuteMs, someMethod, someMinutes, someNow, someWindow } from './budget-arbitraries.ts';

describe('an answer', () => {
  const answered = (minutes: readonly Minute[], method: BudgetMethod, now: number) =>
    plain(ofMinutes(minutes, ask(method, now)));

  it('does not depend on the order or the repetition of minutes, and a later reading of a minute stands', () => {
    fc.assert(
      fc.property(someMinutes, someMethod, someNow, fc.infiniteStream(fc.nat()), (minutes, method, now, order) => {
        const shuffled = [...minutes, ...minutes].map((minute) => ({ minute, key: order.next().value as number }));
        shuffled.sort((left, right) => left.key - right.key);
        const early = minutes.map((minute) => ({ ...minute, good: 0, bad: 9 }));

        const expected = answered(minutes, method, now);

        expect(
          answered(
            shuffled.map(({ minute }) => minute),
            method,
            now,
          ),
        ).toEqual(expected);
        expect(answered([...early, ...minutes], method, now)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('moves with time: everything some days later gives the same', () => {
    fc.assert(
      fc.property(
        someMinutes,
        someMethod,
        someNow,
        fc.integer({ min: -400, max: 400 }),
        (minutes, method, now, days) => {
          // A multiple of every slice length, 7 minutes among them.
          const shiftMs = 7 * days * dayMs;
          const later = minutes.map((minute) => ({ ...minute, at: minute.at + shiftMs }));

          const { window: before, ...answer } = answered(minutes, method, now);
          const { window: after, ...moved } = answered(later, method, now + shiftMs);

          expect(moved).toEqual(answer);
          expect(after.to - before.to).toBe(shiftMs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('from sums of pieces, rolled up in any way, equals that from all minutes', () => {
    fc.assert(
      fc.property(someMinutes, someMethod, someWindow, someNow, fc.nat(40), (minutes, method, window, now, cuts) => {
        const ranges = budgetRanges(method, window, burnWindows, now);
        const question = ask(method, now, { window });
        const rolled = (range: Bounds) => rollUp(minutes, question, range, cuts + 1);
        const burn = Object.fromEntries(Object.entries(ranges.burn).map(([name, range]) => [name, rolled(range)]));
        const recent = rolled(budgetRanges(method, window, { recent: 2 * hourMs }, now).burn.recent);
        const slo = rolled(ranges.slo) ?? emptySums(method);

        const answer = answerBudget(method, { slo, burn, recent }, target, ranges.slo);

        expect(plain(answer)).toEqual(plain(ofMinutes(minutes, question)));
      }),
      { numRuns: 60 },
    );
  });

  it('to sums of two methods is refused', () => {
    expect(() => addSums(emptySums({ type: 'occurrences' }), sumSlices(sliced, []))).toThrow(
      'sums of occurrences and of timeslices cannot be added; sum both by one method',
    );
  });
});

const sliced = { type: 'timeslices', slice: fiveMinutes, sliceTarget: target, emptySlice: 'left-out' } as const;

function emptySums(method: BudgetMethod): BudgetSums {
  return method.type === 'occurrences' ? sumMinutes([], 0, 0) : sumSlices(method, []);
}

/** The sums of a stretch, added up from `pieces` of it. */
function rollUp(
  minutes: readonly Minute[],
  { method, window }: ReturnType<typeof ask>,
  { from, to }: Bounds,
  pieces: number,
): BudgetSums | null {
  if (method.type === 'occurrences') {
    const step = Math.ceil((to - from) / pieces / minuteMs) * minuteMs;
    return Array.from({ length: pieces }, (_, index) =>
      sumMinutes(minutes, from + index * step, Math.min(to, from + (index + 1) * step)),
    ).reduce<BudgetSums>(addSums, emptySums(method));
  }
  const slices = toSlices({ type: 'minutes', minutes }, slicesBetween(method.slice, window, from, to));
  if (slices.length === 0) return null;
  const size = Math.ceil(slices.length / pieces);
  return Array.from({ length: pieces }, (_, index) =>
    sumSlices(method, slices.slice(index * size, (index + 1) * size)),
  ).reduce<BudgetSums>(addSums, emptySums(method));
}

/** Fractions as lowest terms, so that equal numbers look the same. */
function plain<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => {
      if (typeof part?.numerator !== 'bigint') return part;
      const divisor = greatestDivisor(part.numerator < 0n ? -part.numerator : part.numerator, part.denominator);
      return `${part.numerator / divisor}/${part.denominator / divisor}`;
    }),
  );
}

function greatestDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestDivisor(right, left % right);
}
