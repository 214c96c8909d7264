import { describe, expect, it } from 'vitest';
import {
  dayName,
  localDaysOf,
  parsePeriod,
  periodAt,
  periodBefore,
  type ReportPeriod,
  weeksOf,
} from '../../../src/act/report/period.ts';

const hour = 3_600_000;
const read = (name: string, zone = 'UTC') => parsePeriod(name, zone) as ReportPeriod;
const told = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];

describe('a period', () => {
  it('is a month, a quarter or a week of the calendar', () => {
    expect(told(read('2026-11'))).toEqual(['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']);
    expect(told(read('2026-Q4'))).toEqual(['2026-10-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']);
    expect(told(read('2026-W48'))).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z']);
    expect(told(read('2026-W01'))).toEqual(['2025-12-29T00:00:00.000Z', '2026-01-05T00:00:00.000Z']);
    expect(told(read('2026-W53'))).toEqual(['2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z']);
  });

  it.each(['2026', '2026-13', '2026-00', '2026-Q5', '2026-W00', '2026-W54', '2025-W53', 'now', '2026-11-01', ''])(
    'is not %s',
    (name) => {
      expect(parsePeriod(name, 'UTC')).toBe(null);
    },
  );

  it.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-04', 30],
    ['2026-01', 31],
  ])('has as many days as its month: %s has %i', (name, days) => {
    expect(localDaysOf(read(name))).toHaveLength(days);
    expect(localDaysOf(read(name, 'Europe/Prague'))).toHaveLength(days);
  });

  it('has a day of 23 hours in March and one of 25 in October where clocks change', () => {
    const lengths = (name: string) =>
      new Set(localDaysOf(read(name, 'Europe/Prague')).map(({ from, to }) => (to - from) / hour));

    expect(lengths('2026-03')).toEqual(new Set([24, 23]));
    expect(lengths('2026-10')).toEqual(new Set([24, 25]));
    expect(localDaysOf(read('2026-10', 'Europe/Prague')).at(-1)?.to).toBe(read('2026-10', 'Europe/Prague').to);
  });

  it('has weeks from Monday that are cut to it and leave nothing out', () => {
    for (const name of ['2026-11', '2026-Q1', '2026-W48', '2026-02']) {
      const period = read(name, 'America/New_York');
      const weeks = weeksOf(period);

      expect(weeks[0]?.from).toBe(period.from);
      expect(weeks.at(-1)?.to).toBe(period.to);
      for (const [index, { from }] of weeks.entries())
        if (index > 0) {
          expect(from).toBe(weeks[index - 1]?.to);
          expect(new Date(`${dayName(from, period.timeZone)}T00:00:00Z`).getUTCDay()).toBe(1);
        }
    }
    expect(weeksOf(read('2026-11')).map(({ from }) => dayName(from, 'UTC'))).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(weeksOf(read('2026-W48'))).toHaveLength(1);
  });

  it('has one before it, also over the turn of a year, and is found by any moment in it', () => {
    expect(periodBefore(read('2026-01')).name).toBe('2025-12');
    expect(periodBefore(read('2026-Q1')).name).toBe('2025-Q4');
    expect(periodBefore(read('2026-W01')).name).toBe('2025-W52');
    for (const name of ['2026-03', '2026-Q3', '2026-W13', '2026-W53', '2026-W01']) {
      const period = read(name, 'Europe/Prague');
      expect(periodAt(period.unit, period.from, 'Europe/Prague')).toEqual(period);
      expect(periodAt(period.unit, period.to - 1, 'Europe/Prague')).toEqual(period);
    }
  });
});
