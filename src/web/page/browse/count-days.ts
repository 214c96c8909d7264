import { addCounts } from '../../../budget/budget-sums.ts';
import type { Counts } from '../../../model/objective.ts';

export const dayMs = 86_400_000;
const none: Counts = { good: 0, bad: 0, excluded: 0 };

/** A UTC day and what was counted on it; `at` is its start, ms. */
export interface CountedDay extends Counts {
  readonly at: number;
}

/** Every step of [from, to), usually a UTC day, also those in which nothing was counted. `from` is the start of a step. */
export function daysOf(counts: readonly CountedDay[], from: number, to: number, stepMs = dayMs): readonly CountedDay[] {
  const sums = new Map<number, Counts>();
  for (const { at, good, bad, excluded } of counts) {
    const day = Math.floor(at / stepMs) * stepMs;
    sums.set(day, addCounts(sums.get(day) ?? none, { good, bad, excluded }));
  }
  const days: CountedDay[] = [];
  for (let at = from; at < to; at += stepMs) days.push({ at, ...(sums.get(at) ?? none) });
  return days;
}

/** Everything together. */
export function sumOf(counts: readonly Counts[]): Counts {
  return counts.reduce<Counts>(({ good, bad, excluded }, one) => addCounts({ good, bad, excluded }, one), none);
}
