import type { Objective } from '../model/objective.ts';

const dayMs = 86_400_000;
const longestDays = { day: 1, week: 7, month: 31, quarter: 92, year: 366 } as const;

/** The longest window among objectives in whole days, rounded up; 0 when there is none. */
export function longestWindowDays(objectives: readonly Objective[]): number {
  const days = objectives.map(({ window }) =>
    window.type === 'rolling' ? Math.ceil(window.ms / dayMs) : longestDays[window.unit] * window.count,
  );
  return Math.max(0, ...days);
}
