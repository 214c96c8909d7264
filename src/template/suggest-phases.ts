const dayMs = 86_400_000;
/** So long a phase lasts: a window of 30 days is over by then, and so are its reasons. */
const phaseDays = 60;

/**
 * Phases that lead from a target to the next tier's, as `cislo.dev/phases` writes them: today's target, one half way after 60 days, and the
 * tier's after 120.
 *
 * @param target decimal digits of a ratio, less than `goal`
 * @param now ms
 */
export function suggestPhases(target: string, goal: number, now: number): string {
  const day = (days: number): string => new Date(now + days * dayMs).toISOString().slice(0, 10);
  const percent = (ratio: number): string => String(Number((ratio * 100).toFixed(4)));
  const half = (Number(target) + goal) / 2;
  return [
    `${day(0)} ${percent(Number(target))}`,
    `${day(phaseDays)} ${percent(half)}`,
    `${day(2 * phaseDays)} ${percent(goal)}`,
  ].join('; ');
}
