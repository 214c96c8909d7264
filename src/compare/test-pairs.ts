import type { Cohorts } from './cohorts.ts';
import { countVotes, type ValueCounts } from './count-votes.ts';
import { logQValues } from './false-discovery.ts';
import { hypergeometricTail, type Probability } from './hypergeometric-tail.ts';

/** A value of a dimension that was tested. Numbers of dimension and value are their places in the cohorts. */
export interface TestedPair {
  readonly dimension: number;
  readonly value: number;
  readonly counts: ValueCounts;
  readonly p: Probability;
  readonly q: Probability;
  /** How many times as often bad events have the value as good ones, by votes. */
  readonly lift: number;
  /** The higher the more it explains. */
  readonly rank: number;
}

/** Only a value with votes enough to reach this p is tested. */
const reachableP = 1e-3;

/**
 * Tests every value of every dimension that could stand out, by its number of votes alone: whether it is over-represented among the bad
 * events. In the order of the dimensions and of their values.
 */
export function testPairs(cohorts: Cohorts): readonly TestedPair[] {
  const tested = cohorts.dimensions.flatMap((dimension, index) => {
    const couldStandOut = reachable();
    return countVotes(cohorts, dimension).flatMap((counts, value) =>
      couldStandOut(counts) ? [{ dimension: index, value, counts, p: tailOf(counts) }] : [],
    );
  });
  const logQ = logQValues(tested.map(({ p }) => p.log10));
  return tested.map((pair, index) => {
    const log10 = logQ[index] as number;
    return { ...pair, q: { value: 10 ** log10, log10 }, lift: liftOf(pair.counts), rank: rankOf(pair.counts, log10) };
  });
}

/** The chance of so many bad votes or more, were the votes dealt out blindly. */
export function tailOf({ badVotes, goodVotes, allBadVotes, allGoodVotes }: ValueCounts): Probability {
  return hypergeometricTail(allBadVotes + allGoodVotes, badVotes + goodVotes, allBadVotes, badVotes);
}

/** ((b + 0.5) / (B + 1)) ÷ ((g + 0.5) / (G + 1)) */
export function liftOf({ badVotes, goodVotes, allBadVotes, allGoodVotes }: ValueCounts): number {
  return (badVotes + 0.5) / (allBadVotes + 1) / ((goodVotes + 0.5) / (allGoodVotes + 1));
}

/** (b / B − g / G) × min(1, −log10 q ÷ 10). What was tested has votes in both cohorts, or no p could be small. */
function rankOf({ badVotes, goodVotes, allBadVotes, allGoodVotes }: ValueCounts, logQ: number): number {
  return (badVotes / allBadVotes - goodVotes / allGoodVotes) * Math.min(1, -logQ / 10);
}

/** Whether a p small enough is possible with these votes; the same question is asked of many values, so answers are kept. */
function reachable(): (counts: ValueCounts) => boolean {
  const known = new Map<string, boolean>();
  return ({ badVotes, goodVotes, allBadVotes, allGoodVotes }) => {
    const votes = badVotes + goodVotes;
    const key = `${votes} ${allBadVotes} ${allGoodVotes}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const best = hypergeometricTail(allBadVotes + allGoodVotes, votes, allBadVotes, Math.min(votes, allBadVotes));
    const answer = best.value <= reachableP;
    known.set(key, answer);
    return answer;
  };
}
