import type { Counts } from '../model/objective.ts';
import { addCounts, type OccurrencesSums } from './budget-sums.ts';
import { latestSamples } from './latest-samples.ts';
import type { Minute } from './minute.ts';

/** The events of the minutes that begin in [from, to). The order and the repetition of minutes do not matter (see `latestSamples`). */
export function sumMinutes(minutes: readonly Minute[], from: number, to: number): OccurrencesSums {
  const none: Counts = { good: 0, bad: 0, excluded: 0 };
  return { type: 'occurrences', events: latestSamples(minutes, from, to).reduce(addCounts, none) };
}
