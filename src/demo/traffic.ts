import type { Random } from './random.ts';

/** How busy an hour is, from 0 to 1: working hours in Europe and America, quiet nights and weekends, never nothing. */
export function busyness(timeMs: number): number {
  const date = new Date(timeMs);
  const hour = date.getUTCHours();
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  const byHour = hour >= 7 && hour < 18 ? 1 : hour >= 18 && hour < 22 ? 0.55 : 0.25;
  return weekend ? byHour * 0.3 : byHour;
}

/** Draws a time in [from, to), whole seconds, more often from busy hours. */
export function drawTime(random: Random, from: number, to: number): number {
  for (;;) {
    const time = from + Math.floor((random.next() * (to - from)) / 1000) * 1000;
    if (random.next() < busyness(time)) return time;
  }
}
