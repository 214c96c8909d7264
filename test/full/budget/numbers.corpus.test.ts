import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  badEventsLeft,
  budgetRemainingRatio,
  burnRate,
  burnThreshold,
  eventsToBearOneBad,
  hoursToExhaustion,
  lowestTargetFor,
  maxBurnRate,
  sliRatio,
} from '../../../src/budget/arithmetic.ts';
import type { BudgetMethod, EmptySliceRule } from '../../../src/budget/budget-method.ts';
import { burnWindows } from '../../../src/budget/burn-windows.ts';
import { computeBudget } from '../../../src/budget/compute-budget.ts';
import { errorBudgetMinutes } from '../../../src/budget/error-budget.ts';
import { sliceLength } from '../../../src/budget/slice/slice-length.ts';
import { parseDecimal } from '../../../src/model/decimal.ts';
import {
  compareFractions,
  decimalFraction,
  divide,
  type Fraction,
  fraction,
  toNumber,
} from '../../../src/model/fraction.ts';
import { addMonths } from '../../../src/time/add-months.ts';
import { parseDuration } from '../../../src/time/duration.ts';
import { calendarWindow } from '../../../src/time/window-bounds.ts';
import { zonedTime } from '../../../src/time/zoned-time.ts';
import { corpusDir } from '../../support/corpus.ts';

const numbers = JSON.parse(readFileSync(join(corpusDir(), 'openslo', 'numeric_vectors.json'), 'utf8'));
const [hourMs, dayMs] = [3_600_000, 86_400_000];
const exact = (value: number | string): Fraction => decimalFraction(parseDecimal(String(value))!);
const number = (value: Fraction | null): number => toNumber(value!);
const lengthMs = (text: string): number => parseDuration(text)!.ms!;
/** The published value is rounded: ours is the same to as many digits. */
const sameDigits = (value: Fraction | null, published: number) => {
  const places = String(published).split('.')[1]?.length ?? 0;
  expect(Math.abs(number(value) - published)).toBeLessThanOrEqual(0.5 * 10 ** -places + Math.abs(published) * 1e-12);
};

describe('the published thresholds', () => {
  const { pairs, by_window_days: byDays, openobserve_presets: presets } = numbers.mwmbr_thresholds;

  it.each(Object.entries<number[]>(byDays))('of a window of %s days come out', (days, expected) => {
    for (const [index, [long, , share]] of pairs.entries()) {
      sameDigits(burnThreshold(exact(share), Number(days) * dayMs, lengthMs(long)), expected[index]!);
    }
  });

  it('of seven days at 10, 20 and 40 % of the budget come out', () => {
    for (const [index, [pair, expected]] of Object.entries<number>(presets['7d']).entries()) {
      const share = fraction([10, 20, 40][index]!, 100);

      sameDigits(burnThreshold(share, 7 * dayMs, lengthMs(pair.split('/')[0]!)), expected);
    }
  });

  it('are out of reach of just the published targets', () => {
    sameDigits(lowestTargetFor(exact('14.4')), numbers.max_burn_rate.unreachable_14_4_when_target_below);
    for (const [target, rate] of Object.entries<number>(numbers.max_burn_rate)) {
      if (Number(target) > 0) sameDigits(maxBurnRate(exact(target)), rate);
    }
  });

  it('bear one bad event among just the published numbers of events', () => {
    const { formula: _, ...targets } = numbers.events_needed_before_one_bad_event_is_below_threshold;
    for (const [target, counts] of Object.entries<Record<string, number>>(targets)) {
      for (const [threshold, events] of Object.entries(counts)) {
        expect(eventsToBearOneBad(exact(threshold), exact(target))).toBe(events);
      }
    }
  });
});

describe('the three methods', () => {
  const same = numbers.budgeting_methods_same_data;
  const slice = sliceLength(parseDuration('1m')!)!;
  const target = exact(same.target);
  const minutes = (same.good as number[]).map((good, index) => ({
    at: index * 60_000,
    good,
    bad: same.total[index] - good,
    excluded: 0,
  }));
  const methods: readonly [string, BudgetMethod][] = [
    ['Occurrences', { type: 'occurrences' }],
    ['Timeslices(timeSliceTarget=0.95)', { type: 'timeslices', slice, sliceTarget: target, emptySlice: 'left-out' }],
    ['RatioTimeslices', { type: 'ratio-timeslices', slice, emptySlice: 'left-out' }],
  ];

  it.each(methods)('give the published numbers: %s', (name, method) => {
    const window = { type: 'rolling', ms: hourMs, text: '1h' } as const;
    const now = minutes.length * 60_000;

    const answer = computeBudget(
      { type: 'minutes', minutes },
      { method, target, window, burn: burnWindows, exclusions: [], now },
    );

    expect(number(answer.sli)).toBeCloseTo(same[name].sli, 14);
    expect(1 - number(answer.budgetRemainingRatio)).toBeCloseTo(same[name].budget_consumed, 12);
    if ('good_slices' in same[name]) expect(number(answer.slices!.good)).toBe(same[name].good_slices);
  });

  it.each(
    numbers.timeslices_missing_data.rows as {
      window: string;
      slice: string;
      good: number;
      measured: number;
      slices: number;
      sli: number;
    }[],
  )(
    'give the published SLI of $window in slices of $slice',
    ({ window: length, slice: sliceText, good, measured, slices, sli }) => {
      const window = { type: 'rolling', ms: lengthMs(length), text: length } as const;
      const own = sliceLength(parseDuration(sliceText)!)!;
      const ofSlices = (missing: number, emptySlice: EmptySliceRule) => {
        const filled = Array.from({ length: measured - missing }, (_, index) => ({
          at: index * own.ms,
          good: index < good - missing ? 1 : 0,
          bad: index < good - missing ? 0 : 1,
          excluded: 0,
        }));
        const method = { type: 'timeslices', slice: own, sliceTarget: fraction(1), emptySlice } as const;
        const question = { method, target: exact('0.99'), window, burn: {}, exclusions: [], now: slices * own.ms };
        return computeBudget({ type: 'minutes', minutes: filled }, question);
      };

      sameDigits(ofSlices(0, 'left-out').sli, sli);
      // Ten good slices that are not there change nothing where they count as good.
      sameDigits(ofSlices(10, 'good').sli, sli);
      expect(ofSlices(10, 'good').slices).toMatchObject({ counted: slices, empty: 10 });
      const leftOut = ofSlices(10, 'left-out').sli!;
      expect(compareFractions(leftOut, fraction(good - 10, measured - 10))).toBe(0);
    },
  );
});

describe('the worked examples', () => {
  it('of a count over a week come out', () => {
    const worked = numbers.count_slo_worked_example;
    const good = exact(worked.sli);
    const tally = { good: good, bad: { numerator: good.denominator - good.numerator, denominator: good.denominator } };
    const target = exact(worked.target);

    expect(compareFractions(sliRatio(tally)!, good)).toBe(0);
    sameDigits(burnRate(tally, target), worked.burn_rate);
    sameDigits(burnRate(tally, target), worked.budget_consumed);
    sameDigits(budgetRemainingRatio(tally, target), worked.budget_remaining);
    // Published from the rounded rate.
    const days = divide(fraction(worked.window_days), exact(worked.burn_rate));
    sameDigits(days, worked.time_to_exhaust_days_full_budget);
  });

  it('of the hours until a budget is gone come out', () => {
    const { example } = numbers.honeycomb_hyperdx_formulas;
    const left = badEventsLeft(
      { good: example.total_30d - example.bad_30d, bad: example.bad_30d },
      exact(example.target),
    );

    expect(number(left)).toBe(example.remaining);
    expect(number(hoursToExhaustion(left, example.bad_2h, 2))).toBe(example.hours_to_exhaust);
  });

  it('of a budget in minutes come out', () => {
    const { example } = numbers.slo_generator;
    const tally = { good: example.good, bad: example.bad };
    const target = exact(example.goal);
    const budget = errorBudgetMinutes(tally, target, example.window_s * 1000)!;

    expect(number(sliRatio(tally))).toBe(example.sli);
    expect(number(burnRate(tally, target))).toBe(example.burn_rate_rounded);
    expect(number(budget.total)).toBe(example.budget_minutes);
    expect(number(budget.consumed)).toBe(example.error_minutes);
    expect(number(budget.remaining)).toBe(example.remaining_minutes);
    expect(number(burnRate(tally, target)) * 100).toBe(example.consumed_percent);
  });
});

describe('the calendar', () => {
  const dates: Record<string, unknown> = numbers.calendar_dst;

  it('has months of just the published hours', () => {
    const months = Object.entries(dates).flatMap(([name, hours]) => {
      const [, timeZone, month] = /^(\S+\/\S+) (\d{4}-\d{2}) month hours$/.exec(name) ?? [];
      return timeZone === undefined ? [] : [{ timeZone, month, hours }];
    });

    expect(months).toHaveLength(2);
    for (const { timeZone, month, hours } of months) {
      const anchor = zonedTime(Date.UTC(2026, 0, 1), timeZone);
      const window = { type: 'calendar', unit: 'month', count: 1, anchor, timeZone, text: '1M' } as const;
      const { from, to } = calendarWindow(window, Date.parse(`${month}-15T00:00:00Z`));

      expect((to - from) / hourMs).toBe(hours);
    }
  });

  it('counts months from the anchor', () => {
    const anchor = Date.parse('2024-01-31T00:00:00Z');
    const expected = dates['anchor Jan31 + n months (from anchor)'] as string[];

    expect(expected.map((_, index) => new Date(addMonths(anchor, index + 1)).toISOString().slice(0, 10))).toEqual(
      expected,
    );
  });

  it('moves a local time behind a gap, and takes the earlier of two', () => {
    const gap = zonedTime(Date.UTC(2026, 2, 8, 2, 30), 'America/New_York');
    const overlap = zonedTime(Date.UTC(2026, 10, 1, 1, 30), 'America/New_York');

    expect(gap).toBe(Date.parse(dates['gap 2026-03-08T02:30 NY (compatible)'] as string));
    const shown = Temporal.Instant.fromEpochMilliseconds(overlap).toZonedDateTimeISO('America/New_York');
    expect(shown.offset).toBe(`${dates['overlap 2026-11-01T01:30 NY earlier']}:00`.slice(0, 6));
  });
});

describe('traps of other tools', () => {
  const { promql_traps: traps } = numbers;

  it('are none here: a busy half of a day and a quiet one give the ratio of all their events', () => {
    const published = traps.sloth_style_period_ratio_on_uneven_traffic;
    const minutes = Array.from({ length: 1440 }, (_, index) => {
      const isBusy = index < 720;
      const bad = isBusy ? 0 : index % 2;
      return { at: index * 60_000, good: isBusy ? 100 : 1 - bad, bad, excluded: 0 };
    });
    const window = { type: 'rolling', ms: dayMs, text: '1d' } as const;
    const question = { method: { type: 'occurrences' }, target: exact('0.99'), window, exclusions: [] } as const;

    const sli = (now: number) => computeBudget({ type: 'minutes', minutes }, { ...question, burn: {}, now }).sli;

    expect(compareFractions(sli(dayMs - 1)!, fraction(72_360, 72_720))).toBe(0);
    // Prometheus extrapolates, so its true ratio is a thousandth off; the other one is fifty times too large.
    expect(Math.abs((1 - number(sli(dayMs - 1))) / published.true - 1)).toBeLessThan(0.002);
    expect(published.optimised / (1 - number(sli(dayMs - 1)))).toBeGreaterThan(50);
    expect(sli(3 * dayMs)).toBeNull();
  });

  it('stay what they are where they are true: one bad event of three burns 33 times as fast as it may', () => {
    const rate = Number(/burn rate ([\d.]+)/.exec(traps['one_bad_of_three_in_1h_at_99%'])![1]);

    sameDigits(burnRate({ good: 2, bad: 1 }, exact('0.99')), rate);
  });
});
