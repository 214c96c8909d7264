import type { Objective } from '../model/objective.ts';
import type { TimeWindow } from '../time/time-window.ts';

const dayMs = 86_400_000;
const longestDays = { day: 1, week: 7, month: 31, quarter: 92, year: 366 } as const;
const longestMonthDays = 31;

/** The longest window among objectives in whole days, rounded up; 0 when there is none. */
export function longestWindowDays(objectives: readonly Objective[]): number {
  return Math.max(0, ...objectives.map(({ window }) => windowDays(window)));
}

function windowDays(window: TimeWindow): number {
  switch (window.type) {
    case 'rolling':
      return Math.ceil(window.ms / dayMs);
    case 'rolling-months':
      return longestMonthDays * window.months;
    case 'calendar':
      return longestDays[window.unit] * window.count;
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return window satisfies never;
  }
}
