import type { Fraction } from '../model/fraction.ts';
import type { Counts } from '../model/objective.ts';
import type { Bounds } from '../time/window-bounds.ts';

/** How a budget stands. Everything is exact; null is "no data". */
export interface BudgetAnswer<Name extends string> {
  /** The window, half-open, ms. */
  readonly window: Bounds;
  /** Events in the window; for slices those in its whole slices. All 0 where the source gives ratios. */
  readonly events: Counts;
  /** Null for occurrences. */
  readonly slices: SlicesAnswer | null;
  /** 0 to 1. */
  readonly sli: Fraction | null;
  /** In the method's own unit. */
  readonly budget: ErrorBudget | null;
  /** 1 is untouched, below 0 overspent. */
  readonly budgetRemainingRatio: Fraction | null;
  /** In the method's own unit, signed. */
  readonly badEventsLeft: Fraction | null;
  /** The share of the budget that one bad unit costs, above 0. */
  readonly eventWeight: Fraction | null;
  /** A window without data, or shorter than a slice, is null. */
  readonly burnRates: Readonly<Record<Name, Fraction | null>>;
  /** At the pace of the last 2 h. */
  readonly hoursToExhaustion: Fraction | null;
}

/** Slices of a window. */
export interface SlicesAnswer {
  /** good + bad. */
  readonly counted: number;
  /** Whole numbers for `timeslices`; the sum of the ratios, and what is missing to `counted`, for `ratio-timeslices`. */
  readonly good: Fraction;
  readonly bad: Fraction;
  /** Slices without a good or bad event; they are among the counted ones only where the method says so. */
  readonly empty: number;
}

/** A budget in its unit; total = consumed + remaining, which is below 0 when overspent. */
export interface ErrorBudget {
  readonly unit: 'events' | 'slices' | 'minutes';
  readonly total: Fraction;
  readonly consumed: Fraction;
  readonly remaining: Fraction;
}
