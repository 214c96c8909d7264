import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/condition/parse-time.ts';
import { parseDuration } from '../../src/time/duration.ts';
import type { TimeWindow } from '../../src/time/time-window.ts';
import { calendarWindow, windowBounds } from '../../src/time/window-bounds.ts';
import { wallTime, zonedTime } from '../../src/time/zoned-time.ts';

const hourMs = 3_600_000;
const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];

function calendar(unit: 'day' | 'week' | 'month' | 'quarter' | 'year', anchor: string, timeZone: string, count = 1) {
  const ms = zonedTime(Date.parse(`${anchor}Z`), timeZone);
  return { type: 'calendar', unit, count, anchor: ms, timeZone, text: '' } as const satisfies TimeWindow;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

describe('durations', () => {
  it.each([
    ['15s', 15_000],
    ['5m', 300_000],
    ['12h', 12 * hourMs],
    ['30d', 720 * hourMs],
    ['4w', 672 * hourMs],
    ['1M', null],
    ['2Q', null],
    ['1Y', null],
  ])('%s has its length', (text, ms) => {
    expect(parseDuration(text)).toEqual({ count: Number.parseInt(text, 10), unit: text.at(-1), ms });
  });

  it.each(['', '0d', '01d', '+1d', '-1d', '1d 4h', '1d4h', '1.5h', '1 d', '1D', '8y', 'P30D', '30', 'd'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});

describe('times', () => {
  it.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01 08:30', '2026-03-01T08:30:00.000Z'],
    ['2026-03-01T08:30:05.25Z', '2026-03-01T08:30:05.250Z'],
    ['2026-03-01 08:30:00+02:00', '2026-03-01T06:30:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(iso(parseTime(text) as number)).toBe(expected);
  });

  it.each(['noon', '2026-02-30', '2026-03-01 24:00', '2026-03-01 08:61', '2026-3-1', '2026-13-01'])(
    '%s is none',
    (text) => {
      expect(parseTime(text)).toBeNull();
    },
  );
});

describe('local times', () => {
  it('that clocks skip are moved behind the gap', () => {
    expect(iso(zonedTime(Date.UTC(2026, 2, 8, 2, 30), 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
  });

  it('that clocks show twice are the earlier one', () => {
    expect(iso(zonedTime(Date.UTC(2026, 10, 1, 1, 30), 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z');
  });

  it('right after a change belong to the new offset', () => {
    expect(iso(zonedTime(Date.UTC(2026, 2, 8, 3, 30), 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
    expect(iso(zonedTime(Date.UTC(2026, 10, 1, 2, 30), 'America/New_York'))).toBe('2026-11-01T07:30:00.000Z');
  });

  it('and moments agree both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), fc.constantFrom(...zones), (seconds, zone) => {
        const wall = wallTime(seconds * 1000, zone);
        const back = zonedTime(wall, zone);

        expect(wallTime(back, zone)).toBe(wall);
        expect(back).toBeLessThanOrEqual(seconds * 1000);
      }),
    );
  });
});

describe('a rolling window', () => {
  it('ends with the minute that now is in and has exactly its length', () => {
    const window = { type: 'rolling', ms: hourMs, text: '1h' } as const;

    expect(windowBounds(window, Date.UTC(2026, 2, 1, 12, 0, 30))).toEqual({
      from: Date.UTC(2026, 2, 1, 11, 1),
      to: Date.UTC(2026, 2, 1, 12, 1),
    });
    expect(windowBounds(window, Date.UTC(2026, 2, 1, 12))).toEqual({
      from: Date.UTC(2026, 2, 1, 11, 1),
      to: Date.UTC(2026, 2, 1, 12, 1),
    });
  });
});

describe('a calendar window', () => {
  it.each([
    ['2024-02-28T12:00:00Z', '2024-01-31', '2024-02-29'],
    ['2024-03-15T12:00:00Z', '2024-02-29', '2024-03-31'],
    ['2024-04-29T12:00:00Z', '2024-03-31', '2024-04-30'],
    ['2024-05-30T12:00:00Z', '2024-04-30', '2024-05-31'],
    ['2023-02-01T12:00:00Z', '2023-01-31', '2023-02-28'],
  ])('anchored on the 31st does not wear down: %s', (now, from, to) => {
    const window = calendarWindow(calendar('month', '2024-01-31T00:00:00', 'UTC'), Date.parse(now));

    expect([iso(window.from).slice(0, 10), iso(window.to).slice(0, 10)]).toEqual([from, to]);
  });

  it('of a day that was anchored in summer begins an hour later, by UTC, in winter', () => {
    const days = calendar('day', '2026-07-01T00:00:00', 'Europe/Berlin');
    const { from, to } = calendarWindow(days, Date.parse('2026-11-30T22:30:00Z'));

    expect([iso(from), iso(to)]).toEqual(['2026-11-29T23:00:00.000Z', '2026-11-30T23:00:00.000Z']);
  });

  it.each([
    ['2026-03-20T00:00:00Z', 743],
    ['2026-11-20T00:00:00Z', 721],
  ])('of a month in which clocks change has %s → %d hours', (now, hours) => {
    const { from, to } = calendarWindow(calendar('month', '2026-01-01T00:00:00', 'America/New_York'), Date.parse(now));

    expect((to - from) / hourMs).toBe(hours);
  });

  it.each([
    ['day', 1, '2026-05-20T00:00:00.000Z', '2026-05-21T00:00:00.000Z'],
    ['week', 2, '2026-05-07T00:00:00.000Z', '2026-05-21T00:00:00.000Z'],
    ['quarter', 1, '2026-04-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
    ['year', 1, '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ] as const)('of a %s counts from its anchor', (unit, count, from, to) => {
    const window = calendarWindow(calendar(unit, '2026-01-01T00:00:00', 'UTC', count), Date.UTC(2026, 4, 20, 12));

    expect([iso(window.from), iso(window.to)]).toEqual([from, to]);
  });

  it('is counted up to the minute that now is in, never past its end', () => {
    const window = calendar('day', '2026-01-01T00:00:00', 'UTC');
    const end = Date.UTC(2026, 0, 3);

    expect(windowBounds(window, end - hourMs)).toEqual({ from: Date.UTC(2026, 0, 2), to: end - hourMs + 60_000 });
    expect(windowBounds(window, end - 1)).toEqual({ from: Date.UTC(2026, 0, 2), to: end });
  });

  it('holds now, and the next one begins where it ends', () => {
    const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
    const time = fc.integer({ min: 946_684_800, max: 2_524_608_000 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(
        unit,
        time,
        time,
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 5 }),
        (name, anchor, now, zone, count) => {
          const window = { type: 'calendar', unit: name as 'day', count, anchor, timeZone: zone, text: '' } as const;

          const { from, to } = calendarWindow(window, now);

          expect(from).toBeLessThanOrEqual(now);
          expect(to).toBeGreaterThan(now);
          expect(calendarWindow(window, to).from).toBe(to);
          expect(calendarWindow(window, from)).toEqual({ from, to });
        },
      ),
    );
  });
});
