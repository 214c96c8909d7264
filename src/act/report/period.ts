import type { CalendarWindow } from '../../time/time-window.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import { wallTime, zonedTime } from '../../time/zoned-time.ts';

/** A stretch of the calendar that is reported on. */
export interface ReportPeriod extends Bounds {
  /** As it is asked for: `2026-11`, `2026-Q4` or `2026-W48`. */
  readonly name: string;
  readonly unit: 'month' | 'quarter' | 'week';
  readonly timeZone: string;
  /** The window of the calendar that it is one of. */
  readonly window: CalendarWindow;
}

const dayMs = 86_400_000;
const months = { month: 1, quarter: 3 } as const;

/** What a period may be written as, for messages. */
export const periodForms = 'a month such as 2026-11, a quarter such as 2026-Q4, or a week such as 2026-W48 (ISO 8601)';

/** Reads a period; null for what is none. Days begin at midnight in the zone, weeks on Monday. */
export function parsePeriod(name: string, timeZone: string): ReportPeriod | null {
  const [, month] = /^\d{4}-(0[1-9]|1[0-2])$/.exec(name) ?? [];
  const [, quarter] = /^\d{4}-Q([1-4])$/.exec(name) ?? [];
  const [, week] = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.exec(name) ?? [];
  const year = Number(name.slice(0, 4));
  if (month !== undefined) return periodOf(name, 'month', Date.UTC(year, Number(month) - 1), timeZone);
  if (quarter !== undefined) return periodOf(name, 'quarter', Date.UTC(year, 3 * (Number(quarter) - 1)), timeZone);
  if (week === undefined) return null;
  // The first week is that of 4 January.
  const start = mondayOf(Date.UTC(year, 0, 4)) + (Number(week) - 1) * 7 * dayMs;
  const isOfYear = new Date(start + 3 * dayMs).getUTCFullYear() === year;
  return isOfYear ? periodOf(name, 'week', start, timeZone) : null;
}

/** The period before another one: of the same unit. */
export function periodBefore({ unit, from, timeZone }: ReportPeriod): ReportPeriod {
  return periodAt(unit, from - dayMs / 2, timeZone);
}

/** The period of a unit that a moment (ms) lies in. */
export function periodAt(unit: ReportPeriod['unit'], at: number, timeZone: string): ReportPeriod {
  const wall = new Date(wallTime(at, timeZone));
  const [year, month] = [wall.getUTCFullYear(), wall.getUTCMonth()];
  const text = String(year).padStart(4, '0');
  if (unit === 'month') return periodOf(`${text}-${pad(month + 1)}`, unit, Date.UTC(year, month), timeZone);
  if (unit === 'quarter') {
    const quarter = Math.floor(month / 3);
    return periodOf(`${text}-Q${quarter + 1}`, unit, Date.UTC(year, 3 * quarter), timeZone);
  }
  const monday = mondayOf(Math.floor(wall.getTime() / dayMs) * dayMs);
  const ofYear = new Date(monday + 3 * dayMs).getUTCFullYear();
  const first = mondayOf(Date.UTC(ofYear, 0, 4));
  return periodOf(`${ofYear}-W${pad(Math.round((monday - first) / (7 * dayMs)) + 1)}`, unit, monday, timeZone);
}

/** The weeks of a period, from Monday, local time, cut to it. */
export function weeksOf({ from, to, timeZone }: ReportPeriod): readonly Bounds[] {
  const weeks: Bounds[] = [];
  let monday = mondayOf(Math.floor(wallTime(from, timeZone) / dayMs) * dayMs);
  for (let start = from; start < to; ) {
    monday += 7 * dayMs;
    const end = Math.min(to, zonedTime(monday, timeZone));
    weeks.push({ from: start, to: end });
    start = end;
  }
  return weeks;
}

/** The days of a period, local time. */
export function localDaysOf({ from, to, timeZone }: ReportPeriod): readonly Bounds[] {
  const days: Bounds[] = [];
  let midnight = Math.floor(wallTime(from, timeZone) / dayMs) * dayMs;
  for (let start = from; start < to; ) {
    midnight += dayMs;
    const end = zonedTime(midnight, timeZone);
    days.push({ from: start, to: end });
    start = end;
  }
  return days;
}

/** A day as people of the zone write it. */
export function dayName(at: number, timeZone: string): string {
  return new Date(wallTime(at, timeZone)).toISOString().slice(0, 10);
}

function periodOf(name: string, unit: ReportPeriod['unit'], wallStart: number, timeZone: string): ReportPeriod {
  const start = new Date(wallStart);
  const wallEnd =
    unit === 'week'
      ? wallStart + 7 * dayMs
      : Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months[unit], start.getUTCDate());
  const [from, to] = [zonedTime(wallStart, timeZone), zonedTime(wallEnd, timeZone)];
  return {
    name,
    unit,
    timeZone,
    from,
    to,
    window: { type: 'calendar', unit, count: 1, anchor: from, timeZone, text: name },
  };
}

function mondayOf(wallDay: number): number {
  return wallDay - ((new Date(wallDay).getUTCDay() + 6) % 7) * dayMs;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
