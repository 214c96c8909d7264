import type { CalendarWindow, TimeWindow } from '../../time/time-window.ts';
import { type Bounds, calendarStartWall, calendarWindow } from '../../time/window-bounds.ts';
import { zonedTime } from '../../time/zoned-time.ts';
import type { SliceLength } from './slice-length.ts';

const dayMs = 86_400_000;

/**
 * The slices of time that lie whole in [from, to), in order. In a rolling window they count from the epoch. In a calendar window they
 * count from the start of each period: in m and h as elapsed time, in d and w as local days. The last slice of a period ends with the
 * period, so that it may be shorter and no event is between two slices.
 */
export function slicesBetween(slice: SliceLength, window: TimeWindow, from: number, to: number): readonly Bounds[] {
  if (window.type !== 'calendar') {
    const first = Math.ceil(from / slice.ms) * slice.ms;
    return Array.from({ length: Math.max(0, Math.floor((to - first) / slice.ms)) }, (_, index) => ({
      from: first + index * slice.ms,
      to: first + (index + 1) * slice.ms,
    }));
  }
  const found: Bounds[] = [];
  for (let at = from; at < to; at = calendarWindow(window, at).to) {
    for (const bounds of slicesOfPeriod(slice, window, at)) {
      if (bounds.from >= from && bounds.to <= to) found.push(bounds);
    }
  }
  return found;
}

/** The end of the last slice that is over at `now` (a slice that ends at `now` is over); in a calendar window at least the start of its period. */
export function lastSliceEnd(slice: SliceLength, window: TimeWindow, now: number): number {
  if (window.type !== 'calendar') return Math.floor(now / slice.ms) * slice.ms;
  const { from } = calendarWindow(window, now);
  if (slice.localDays === null) return from + Math.floor((now - from) / slice.ms) * slice.ms;
  const ends = slicesOfPeriod(slice, window, now).map(({ to }) => to);
  return ends.findLast((end) => end <= now) ?? from;
}

/** The slices of the period that `at` is in. */
function slicesOfPeriod(slice: SliceLength, window: CalendarWindow, at: number): readonly Bounds[] {
  const period = calendarWindow(window, at);
  const { localDays } = slice;
  const wall = localDays === null ? 0 : calendarStartWall(window, at);
  const startOf = (index: number): number =>
    localDays === null ? period.from + index * slice.ms : zonedTime(wall + index * localDays * dayMs, window.timeZone);
  const slices: Bounds[] = [];
  for (let start = period.from; start < period.to; ) {
    const end = Math.min(startOf(slices.length + 1), period.to);
    slices.push({ from: start, to: end });
    start = end;
  }
  return slices;
}
