import { add, type Fraction, fraction, multiply } from '../../model/fraction.ts';
import type { Counts } from '../../model/objective.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import { latestSamples } from '../latest-samples.ts';
import type { Minute, RatioPoint, Samples } from '../minute.ts';

/** A stretch of time and what happened in it. */
export interface Slice extends Bounds {
  /** Events; all 0 where the source gives ratios. */
  readonly events: Counts;
  /** good ÷ (good + bad), or the mean of the ratios, 0 to 1; null when there is none: the slice is empty. */
  readonly ratio: Fraction | null;
  /** An exclusion lies in it at least for a moment. */
  readonly spared: boolean;
}

/**
 * What happened in each of some slices, also in those in which nothing did. `bounds` are in order and do not overlap. A sample counts in
 * the slice that its time is in; one outside of all counts nowhere. The order and the repetition of samples do not matter (see
 * `latestSamples`).
 * @param exclusions stretches in which bad events were excluded before; ratios in them are left out here
 */
export function toSlices(
  samples: Samples,
  bounds: readonly Bounds[],
  exclusions: readonly Bounds[] = [],
): readonly Slice[] {
  const [from, to] = [bounds[0]?.from ?? 0, bounds.at(-1)?.to ?? 0];
  const next =
    samples.type === 'minutes'
      ? countsReader(latestSamples(samples.minutes, from, to))
      : ratiosReader(latestSamples(samples.points, from, to), exclusions);
  return bounds.map((slice) => ({
    from: slice.from,
    to: slice.to,
    ...next(slice),
    spared: exclusions.some(({ from, to }) => from < slice.to && to > slice.from),
  }));
}

type Content = Pick<Slice, 'events' | 'ratio'>;
const noEvents: Counts = { good: 0, bad: 0, excluded: 0 };

/** Reads on from where the slice before ended. */
function countsReader(minutes: readonly Minute[]) {
  const take = taker(minutes);
  return (slice: Bounds): Content => {
    let { good, bad, excluded } = noEvents;
    for (const minute of take(slice)) {
      good += minute.good;
      bad += minute.bad;
      excluded += minute.excluded;
    }
    return { events: { good, bad, excluded }, ratio: good + bad === 0 ? null : fraction(good, good + bad) };
  };
}

function ratiosReader(points: readonly RatioPoint[], exclusions: readonly Bounds[]) {
  const take = taker(points.filter(({ at }) => !exclusions.some(({ from, to }) => at >= from && at < to)));
  return (slice: Bounds): Content => {
    const inside = take(slice);
    const sum = inside.reduce((total, { ratio }) => add(total, ratio), fraction(0));
    return { events: noEvents, ratio: inside.length === 0 ? null : multiply(sum, fraction(1, inside.length)) };
  };
}

function taker<T extends { readonly at: number }>(sorted: readonly T[]) {
  let index = 0;
  return (slice: Bounds): readonly T[] => {
    while (index < sorted.length && (sorted[index] as T).at < slice.from) index += 1;
    const start = index;
    while (index < sorted.length && (sorted[index] as T).at < slice.to) index += 1;
    return sorted.slice(start, index);
  };
}
