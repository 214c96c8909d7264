import type { ObjectiveWindow } from '../model/objective.ts';
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
export function windowBounds(window: ObjectiveWindow, now: number): Bounds {
  const to = Math.floor(now / minuteMs) * minuteMs + minuteMs;
  if (window.type === 'rolling') return { from: to - window.ms, to };
  const { from, to: end } = calendarWindow(window, now);
  return { from, to: Math.min(to, end) };
}

/**
 * The calendar window that `now` is in, whole and half-open. Steps are counted from the anchor's local time, each on its own
 * (31 January + 1 month is 29 February, + 2 months is 31 March), so short months never wear it down.
 */
export function calendarWindow(window: Extract<ObjectiveWindow, { type: 'calendar' }>, now: number): Bounds {
  let step = Math.floor((now - window.anchor) / (stepDays[window.unit] * window.count * dayMs));
  while (stepStart(window, step) > now) step -= 1;
  while (stepStart(window, step + 1) <= now) step += 1;
  return { from: stepStart(window, step), to: stepStart(window, step + 1) };
}

function stepStart(window: Extract<ObjectiveWindow, { type: 'calendar' }>, step: number): number {
  const anchor = wallTime(window.anchor, window.timeZone);
  const units = step * window.count;
  const { unit } = window;
  const wall =
    unit === 'day' || unit === 'week'
      ? anchor + units * stepDays[unit] * dayMs
      : addMonths(anchor, units * stepMonths[unit]);
  return zonedTime(wall, window.timeZone);
}

/** Adds months to a local time, keeping the day of the month where the month has it, else its last day. */
function addMonths(wallMs: number, months: number): number {
  const date = new Date(wallMs);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * dayMs + (wallMs % dayMs);
}
