import { add, divide, type Fraction, fraction, multiply, subtract } from '../model/fraction.ts';

/**
 * Good and bad units of a budget, each ≥ 0: events or slices (whole numbers), or summed slice ratios (fractions). What is excluded is
 * in neither.
 */
export interface Tally {
  readonly good: number | Fraction;
  readonly bad: number | Fraction;
}

const one = fraction(1);
const zero = fraction(0);

/**
 * 1 − target: the share of units that may be bad, in (0, 1), exact: 1 bad event of 100 spends a 99 % budget to the last event.
 * https://sre.google/workbook/implementing-slos/
 */
export function errorBudgetRatio(target: Fraction): Fraction {
  return subtract(one, target);
}

/** good + bad, exact. */
export function totalUnits({ good, bad }: Tally): Fraction {
  return add(exact(good), exact(bad));
}

/** good ÷ (good + bad), 0 to 1; null when there is no unit. https://sre.google/workbook/implementing-slos/ */
export function sliRatio(tally: Tally): Fraction | null {
  return shareOf(tally.good, tally);
}

/** bad ÷ (good + bad), 0 to 1; null when there is no unit. https://sre.google/workbook/alerting-on-slos/ */
export function errorRatio(tally: Tally): Fraction | null {
  return shareOf(tally.bad, tally);
}

/**
 * Error ratio ÷ (1 − target): 1 spends exactly the budget over the whole window; ≥ 0, at most `maxBurnRate`; null when there is
 * no unit. https://sre.google/workbook/alerting-on-slos/
 */
export function burnRate(tally: Tally, target: Fraction): Fraction | null {
  const ratio = errorRatio(tally);
  return ratio === null ? null : divide(ratio, errorBudgetRatio(target));
}

/** 1 ÷ (1 − target): the burn rate when every unit is bad. An alert threshold at or above it can never be passed. */
export function maxBurnRate(target: Fraction): Fraction {
  return divide(one, errorBudgetRatio(target));
}

/** 1 − 1 ÷ threshold: the target at which the burn rate ends just at a threshold (above 0). Only higher targets can pass it. */
export function lowestTargetFor(threshold: Fraction): Fraction {
  return subtract(one, divide(one, threshold));
}

/**
 * Share of the budget × SLO window ÷ long window: the burn rate at which the long window spends that share. `budgetShare` is above 0,
 * both lengths are whole ms above 0. https://sre.google/workbook/alerting-on-slos/
 */
export function burnThreshold(budgetShare: Fraction, sloWindowMs: number, longWindowMs: number): Fraction {
  return multiply(budgetShare, fraction(sloWindowMs, longWindowMs));
}

/** The fewest events, rounded up, among which a single bad one does not pass the threshold (above 0): 1 ÷ (threshold × (1 − target)). */
export function eventsToBearOneBad(threshold: Fraction, target: Fraction): number {
  const { numerator, denominator } = divide(maxBurnRate(target), threshold);
  return Number((numerator + denominator - 1n) / denominator);
}

/** 1 − burn rate over the SLO window: 1 is untouched, 0 spent, negative overspent (signed, never clamped); null when there is no unit. */
export function budgetRemainingRatio(tally: Tally, target: Fraction): Fraction | null {
  const spent = burnRate(tally, target);
  return spent === null ? null : subtract(one, spent);
}

/** (1 − target) × (good + bad) − bad: how many more units may go bad, signed and not rounded; null when there is no unit. */
export function badEventsLeft(tally: Tally, target: Fraction): Fraction | null {
  const total = totalUnits(tally);
  if (total.numerator === 0n) return null;
  return subtract(multiply(errorBudgetRatio(target), total), exact(tally.bad));
}

/** The share of the whole budget that one bad unit costs, > 0 (0.031 is 3.1 %; above 1 a single one spends all); null when there is no unit. */
export function eventWeight(tally: Tally, target: Fraction): Fraction | null {
  const total = totalUnits(tally);
  return total.numerator === 0n ? null : divide(one, multiply(errorBudgetRatio(target), total));
}

/**
 * Bad units left ÷ bad units an hour over the last hours, ≥ 0 hours; 0 when the budget is spent already, null when nothing
 * went bad in those hours or there is no data.
 * @param recentBad ≥ 0; null when the last hours are shorter than a slice
 * @param recentHours a whole number above 0
 */
export function hoursToExhaustion(
  left: Fraction | null,
  recentBad: number | Fraction | null,
  recentHours: number,
): Fraction | null {
  if (left === null) return null;
  if (left.numerator <= 0n) return zero;
  if (recentBad === null || exact(recentBad).numerator === 0n) return null;
  return divide(multiply(left, fraction(recentHours)), exact(recentBad));
}

function shareOf(part: number | Fraction, tally: Tally): Fraction | null {
  const total = totalUnits(tally);
  return total.numerator === 0n ? null : divide(exact(part), total);
}

function exact(units: number | Fraction): Fraction {
  return typeof units === 'number' ? fraction(units) : units;
}
