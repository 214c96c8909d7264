import { type Fraction, fraction, multiply, subtract } from '../model/fraction.ts';
import { errorBudgetRatio, errorRatio, type Tally, totalUnits } from './arithmetic.ts';
import type { ErrorBudget } from './budget-answer.ts';

/** The budget in units: (1 − target) × (good + bad), of which the bad ones are consumed; null when there is no unit. */
export function errorBudget(tally: Tally, target: Fraction, unit: 'events' | 'slices'): ErrorBudget | null {
  const total = totalUnits(tally);
  const ratio = errorRatio(tally);
  return ratio === null ? null : budgetOf(unit, total, ratio, target);
}

/**
 * The same budget as time: the minutes of the whole window that may be bad, of which the error ratio's share is consumed; null when there
 * is no unit. https://sre.google/workbook/implementing-slos/
 * @param windowMs the window's whole length, ms
 */
export function errorBudgetMinutes(tally: Tally, target: Fraction, windowMs: number): ErrorBudget | null {
  const ratio = errorRatio(tally);
  return ratio === null ? null : budgetOf('minutes', fraction(windowMs, 60_000), ratio, target);
}

function budgetOf(unit: ErrorBudget['unit'], all: Fraction, ratio: Fraction, target: Fraction): ErrorBudget {
  const total = multiply(errorBudgetRatio(target), all);
  const consumed = multiply(ratio, all);
  return { unit, total, consumed, remaining: subtract(total, consumed) };
}
