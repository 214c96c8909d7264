import fc from 'fast-check';
import type { BudgetMethod } from '../../src/budget/budget-method.ts';
import type { Minute } from '../../src/budget/minute.ts';
import { fraction } from '../../src/model/fraction.ts';
import type { TimeWindow } from '../../src/time/time-window.ts';
import { zonedTime } from '../../src/time/zoned-time.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** A moment of 2026 that the samples lie around. */
export const baseMs = Date.UTC(2026, 2, 28);

/** Minutes of some days around `baseMs`, each once. */
export const someMinutes: fc.Arbitrary<readonly Minute[]> = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: -3 * 1440, max: 1440 }).map((minute) => baseMs + minute * minuteMs),
    good: fc.nat(20),
    bad: fc.nat(5),
    excluded: fc.nat(2),
  }),
  { selector: ({ at }) => at, maxLength: 60 },
);

const slice = fc.constantFrom(
  { ms: minuteMs, localDays: null },
  { ms: 7 * minuteMs, localDays: null },
  { ms: hourMs, localDays: null },
  { ms: dayMs, localDays: 1 },
);
const emptySlice = fc.constantFrom('left-out', 'good', 'bad' as const) as fc.Arbitrary<'left-out' | 'good' | 'bad'>;
const sliceTarget = fc.integer({ min: 0, max: 20 }).map((part) => fraction(part, 20));

export const someMethod: fc.Arbitrary<BudgetMethod> = fc.oneof(
  fc.record({ type: fc.constant('occurrences' as const) }),
  fc.record({ type: fc.constant('timeslices' as const), slice, sliceTarget, emptySlice }),
  fc.record({ type: fc.constant('ratio-timeslices' as const), slice, emptySlice }),
);

export const rolling: TimeWindow = { type: 'rolling', ms: 2 * dayMs, text: '2d' };

export const someWindow: fc.Arbitrary<TimeWindow> = fc.constantFrom(
  rolling,
  { type: 'rolling-months', months: 1, text: '1M' } as const,
  calendarOf('day', 'Europe/Berlin'),
  calendarOf('week', 'America/New_York'),
  calendarOf('month', 'UTC'),
);

/** A calendar window from 1 January 2024 in a zone. */
export function calendarOf(unit: 'day' | 'week' | 'month', timeZone: string) {
  const anchor = zonedTime(Date.UTC(2024, 0, 1), timeZone);
  return { type: 'calendar', unit, count: 1, anchor, timeZone, text: '' } as const;
}

export const someNow = fc.integer({ min: -1440, max: 2880 }).map((minute) => baseMs + minute * minuteMs + 30_000);
