import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { slicesBetween } from '../../src/budget/slice/slices-between.ts';
import { calendarWindow, windowBounds, windowLengthMs } from '../../src/time/window-bounds.ts';
import { zonedTime } from '../../src/time/zoned-time.ts';

const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'] as const;
const units = { day: 'days', week: 'weeks', month: 'months', year: 'years' } as const;
/** Before the first day that is asked for; at half past two clocks change in New York and in Lord Howe. */
const anchorWall = '2021-01-31T02:30:00';
const firstDay = Temporal.PlainDate.from('2023-01-01');
const days = Array.from({ length: 4 * 365 + 1 }, (_, index) => firstDay.add({ days: index }));

/** Noon of a day in a zone. */
function noon(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds;
}

describe.each(zones)('on every day of four years, in %s', (timeZone) => {
  const anchor = zonedTime(Date.parse(`${anchorWall}Z`), timeZone);
  const start = Temporal.PlainDateTime.from(anchorWall);
  const moment = (steps: number, unit: keyof typeof units): number =>
    start.add({ [units[unit]]: steps }).toZonedDateTime(timeZone).epochMilliseconds;

  it.each(['day', 'week', 'month', 'year'] as const)('the calendar window of a %s is that of Temporal', (unit) => {
    const window = { type: 'calendar', unit, count: 1, anchor, timeZone, text: '' } as const;
    let step = 0;
    for (const day of days) {
      const now = noon(day, timeZone);
      while (moment(step + 1, unit) <= now) step += 1;

      const bounds = calendarWindow(window, now);

      expect(bounds).toEqual({ from: moment(step, unit), to: moment(step + 1, unit) });
      expect(windowLengthMs(window, now)).toBe(bounds.to - bounds.from);
    }
  });

  it('the slices of a day in a calendar year are the local days of Temporal', () => {
    const window = { type: 'calendar', unit: 'year', count: 1, anchor, timeZone, text: '' } as const;
    for (const year of [2023, 2024, 2025, 2026]) {
      const { from, to } = calendarWindow(window, noon(Temporal.PlainDate.from(`${year}-06-01`), timeZone));
      const first = Temporal.PlainDateTime.from(`${year}-01-31T02:30:00`);

      const slices = slicesBetween({ ms: 86_400_000, localDays: 1 }, window, from, to);

      const expected = slices.map((_, index) => first.add({ days: index }).toZonedDateTime(timeZone).epochMilliseconds);
      expect(slices.map((slice) => slice.from)).toEqual(expected);
      expect(slices.at(-1)!.to).toBe(to);
    }
  });
});

describe('a rolling window of months', () => {
  it.each([
    ['2026-03-31T11:59:30Z', 1, '2026-02-28T12:00:00.000Z'],
    ['2024-03-31T11:59:30Z', 1, '2024-02-29T12:00:00.000Z'],
    ['2026-05-31T11:59:30Z', 3, '2026-02-28T12:00:00.000Z'],
    ['2024-02-29T11:59:30Z', 12, '2023-02-28T12:00:00.000Z'],
    ['1969-03-31T11:59:30Z', 1, '1969-02-28T12:00:00.000Z'],
  ])('that ends at %s begins %d months before: %s', (now, months, from) => {
    const window = { type: 'rolling-months', months, text: '' } as const;

    expect(new Date(windowBounds(window, Date.parse(now)).from).toISOString()).toBe(from);
  });

  it('is that of Temporal on every day of four years', () => {
    for (const day of days) {
      for (const months of [1, 2, 3, 12]) {
        const { from, to } = windowBounds({ type: 'rolling-months', months, text: '' }, noon(day, 'UTC'));
        const end = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO('UTC');

        expect(from).toBe(end.subtract({ months }).epochMilliseconds);
        expect(windowLengthMs({ type: 'rolling-months', months, text: '' }, noon(day, 'UTC'))).toBe(to - from);
      }
    }
  });
});
