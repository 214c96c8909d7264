import type { Cohorts, Dimension, Pair } from './cohorts.ts';
import { countBadClusters, countVotes, type ValueCounts } from './count-votes.ts';
import { liftOf, type TestedPair, tailOf, testPairs } from './test-pairs.ts';

/** What stands out among bad events. */
export interface BubbleUp {
  readonly bad: number;
  readonly good: number;
  /** What tells bad events from good ones, the most telling first. */
  readonly items: readonly StandingOut[];
  /** Why there is nothing; null when there is. */
  readonly message: 'too few to say' | 'nothing stands out' | null;
}

/** A value that bad events have more often. Counts and shares are of events. */
export interface StandingOut extends Pair {
  readonly badCount: number;
  readonly badShare: number;
  readonly goodCount: number;
  readonly goodShare: number;
  readonly votes: Pick<ValueCounts, 'badVotes' | 'goodVotes' | 'allBadVotes' | 'allGoodVotes'>;
  readonly lift: number;
  readonly pValue: number;
  readonly qValue: number;
  readonly rank: number;
  /** Values of nearly the same events, and values that this one explains. */
  readonly also: readonly Pair[];
}

export interface BubbleUpLimits {
  /** At least so many bad events have the value. Default 5. */
  readonly minCount?: number;
  /** At most so many items. Default 20. */
  readonly limit?: number;
}

const highestQ = 0.05;
const leastLift = 1.5;
const leastClusters = 3;
/** Sets of events with so much in common are one (Jaccard). */
const nearlySame = 0.95;
/** Of more values that stand out, those of the lowest rank are not compared with one another. */
const mostCompared = 200;

/**
 * Finds what bad events have in common and good ones have not. CI fails in clusters, so votes of clusters are tested and not events; each test is
 * exact, and the share of false finds among all tests is held under 5 %.
 */
export function bubbleUp(cohorts: Cohorts, { minCount = 5, limit = 20 }: BubbleUpLimits = {}): BubbleUp {
  const bad = cohorts.isBad.reduce((sum, one) => sum + one, 0);
  const good = cohorts.isBad.length - bad;
  if (countBadClusters(cohorts) < leastClusters) return { bad, good, items: [], message: 'too few to say' };
  const tested = testPairs(cohorts);
  const shown = tested.filter(
    ({ q, lift, counts }) => q.value <= highestQ && lift >= leastLift && counts.badEvents >= minCount,
  );
  if (shown.length === 0) return { bad, good, items: [], message: 'nothing stands out' };
  const ranked = [...shown].sort(byRank(cohorts)).slice(0, mostCompared);
  // The highest p that was low enough: what is left of a value has to pass it as well.
  const cutoff = shown.reduce((highest, { p }) => Math.max(highest, p.log10), Number.NEGATIVE_INFINITY);
  const stillStands = ({ badEvents, ...counts }: ValueCounts): boolean =>
    badEvents >= minCount &&
    liftOf({ badEvents, ...counts }) >= leastLift &&
    tailOf({ badEvents, ...counts }).log10 <= cutoff;
  const items: StandingOut[] = [];
  // When bad events happened explains nothing: what they have in common comes first, and their times after it.
  const inOrder = [
    ...ranked.filter((pair) => !isWhen(cohorts, pair)),
    ...ranked.filter((pair) => isWhen(cohorts, pair)),
  ];
  let left = inOrder.map((pair) => ({
    pair,
    events: eventsWith(cohorts.dimensions[pair.dimension] as Dimension, pair.value),
  }));
  while (left.length > 0 && items.length < limit) {
    const [head, ...others] = left as [Ranked, ...Ranked[]];
    const isLeft = head.events.map((has) => 1 - has);
    const apart = others.filter(
      ({ pair, events }) =>
        jaccard(head.events, events) < nearlySame &&
        stillStands(
          countVotes(cohorts, cohorts.dimensions[pair.dimension] as Dimension, isLeft)[pair.value] as ValueCounts,
        ),
    );
    const also = others.filter((one) => !apart.includes(one)).map(({ pair }) => pairOf(cohorts, pair));
    items.push(toItem(cohorts, head.pair, { bad, good }, also));
    left = apart;
  }
  return { bad, good, items, message: null };
}

function isWhen({ dimensions }: Cohorts, { dimension }: TestedPair): boolean {
  return dimensions[dimension]?.isWhen === true;
}

interface Ranked {
  readonly pair: TestedPair;
  /** 1 for each event that has the value. */
  readonly events: Uint8Array;
}

/** By rank, then by bad votes, then by name, so that the order never depends on the order of the events. */
function byRank(cohorts: Cohorts): (one: TestedPair, other: TestedPair) => number {
  const nameOf = (pair: TestedPair): string => JSON.stringify(pairOf(cohorts, pair));
  return (one, other) =>
    other.rank - one.rank ||
    other.counts.badVotes - one.counts.badVotes ||
    one.dimension - other.dimension ||
    (nameOf(one) < nameOf(other) ? -1 : 1);
}

function pairOf({ dimensions }: Cohorts, { dimension, value }: TestedPair): Pair {
  const { name, values } = dimensions[dimension] as Dimension;
  return { dimension: name, value: values[value] as string };
}

function eventsWith({ codes, starts }: Dimension, value: number): Uint8Array {
  if (starts === null) return Uint8Array.from(codes, (code) => (code === value ? 1 : 0));
  const found = new Uint8Array(starts.length - 1);
  for (let event = 0; event < found.length; event += 1)
    if (codes.subarray(starts[event], starts[event + 1]).includes(value)) found[event] = 1;
  return found;
}

/** The events of both sets among those of either. */
function jaccard(one: Uint8Array, other: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let event = 0; event < one.length; event += 1) {
    both += (one[event] as number) & (other[event] as number);
    either += (one[event] as number) | (other[event] as number);
  }
  return both / either;
}

function toItem(
  cohorts: Cohorts,
  pair: TestedPair,
  { bad, good }: { readonly bad: number; readonly good: number },
  also: readonly Pair[],
): StandingOut {
  const { badEvents, goodEvents, ...votes } = pair.counts;
  return {
    ...pairOf(cohorts, pair),
    badCount: badEvents,
    badShare: badEvents / bad,
    goodCount: goodEvents,
    goodShare: goodEvents / good,
    votes,
    lift: pair.lift,
    pValue: pair.p.value,
    qValue: pair.q.value,
    rank: pair.rank,
    also,
  };
}
