import { addMonths } from './add-months.ts';
import type { CalendarWindow, TimeWindow } from './time-window.ts';
import { wallTime, zonedTime } from './zoned-time.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const stepDays = { day: 1, week: 7, month: 30.436875, quarter: 91.310625, year: 365.2425 } as const;
const stepMonths = { month: 1, quarter: 3, year: 12 } as const;

/** A half-open stretch of time, ms. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * The window of an objective at `now`, half-open, on whole minutes: it ends with the minute that `now` is in. A rolling window
 * has exactly its length. A calendar window began at the last of its steps from the anchor, and `to` never passes its end.
 */
export function windowBounds(window: TimeWindow, now: number): Bounds {
  const to = Math.floor(now / minuteMs) * minuteMs + minuteMs;
  if (window.type !== 'calendar') return { from: rollingStart(window, to), to };
  const { from, to: end } = calendarWindow(window, now);
  return { from, to: Math.min(to, end) };
}

/** Where a rolling window that ends at `to` (ms) begins: its length before, or as many months of the UTC calendar. */
export function rollingStart(window: Exclude<TimeWindow, CalendarWindow>, to: number): number {
  return window.type === 'rolling' ? to - window.ms : addMonths(to, -window.months);
}

/** The whole length of the window at `now`, ms. Of a calendar window the length of the current one, also of what is still to come. */
export function windowLengthMs(window: TimeWindow, now: number): number {
  const { from, to } = window.type === 'calendar' ? calendarWindow(window, now) : windowBounds(window, now);
  return to - from;
}

/**
 * The calendar window that `now` is in, whole and half-open. Steps are counted from the anchor's local time, each on its own
 * (31 January + 1 month is 29 February, + 2 months is 31 March), so short months never wear it down.
 */
export function calendarWindow(window: CalendarWindow, now: number): Bounds {
  const step = stepAt(window, now);
  return { from: stepStart(window, step), to: stepStart(window, step + 1) };
}

/** The local time at which the calendar window that `now` is in is meant to begin, as if it were UTC, ms; clocks may skip it. */
export function calendarStartWall(window: CalendarWindow, now: number): number {
  return stepWall(window, stepAt(window, now));
}

function stepAt(window: CalendarWindow, now: number): number {
  let step = Math.floor((now - window.anchor) / (stepDays[window.unit] * window.count * dayMs));
  while (stepStart(window, step) > now) step -= 1;
  while (stepStart(window, step + 1) <= now) step += 1;
  return step;
}

function stepStart(window: CalendarWindow, step: number): number {
  return zonedTime(stepWall(window, step), window.timeZone);
}

function stepWall(window: CalendarWindow, step: number): number {
  const anchor = wallTime(window.anchor, window.timeZone);
  const units = step * window.count;
  const { unit } = window;
  return unit === 'day' || unit === 'week'
    ? anchor + units * stepDays[unit] * dayMs
    : addMonths(anchor, units * stepMonths[unit]);
}
