import { wallTime, zonedTime } from '../../time/zoned-time.ts';
import type { QuietHours } from './notice-settings.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** When the quiet hours that a moment (ms) lies in end, ms; null when it lies in none. */
export function quietUntil({ from, to, timeZone }: QuietHours, at: number): number | null {
  const wall = wallTime(at, timeZone);
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const minute = Math.floor((wall - midnight) / minuteMs);
  const isOver = to > from ? minute < from || minute >= to : minute < from && minute >= to;
  if (isOver) return null;
  const day = minute < to ? midnight : midnight + dayMs;
  return zonedTime(day + to * minuteMs, timeZone);
}
