import type { Fraction } from '../model/fraction.ts';
import type { Counts } from '../model/objective.ts';

/** What was counted in one minute. A minute that is not there counts nothing. */
export interface Minute extends Counts {
  /** The start of the minute, ms. */
  readonly at: number;
}

/** One value of a raw or threshold metric. */
export interface Point {
  /** ms. */
  readonly at: number;
  /** NaN is no value. */
  readonly value: number;
  /** Which of several series it is of; absent where there is one. */
  readonly series?: string;
}

/** What a budget is computed from: counted minutes, or values that are ratios. */
export type Samples =
  | { readonly type: 'minutes'; readonly minutes: readonly Minute[] }
  | { readonly type: 'ratios'; readonly points: readonly RatioPoint[] };

/** A value that is a ratio of good, exact: 0 to 1. */
export interface RatioPoint {
  /** ms. */
  readonly at: number;
  readonly ratio: Fraction;
  /** Of several series; empty where there is one. */
  readonly series: string;
}
