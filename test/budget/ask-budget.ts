import type { BudgetMethod } from '../../src/budget/budget-method.ts';
import { burnWindows } from '../../src/budget/burn-windows.ts';
import { type BudgetQuestion, computeBudget } from '../../src/budget/compute-budget.ts';
import type { Minute } from '../../src/budget/minute.ts';
import { fraction } from '../../src/model/fraction.ts';
import { minuteMs, rolling } from './budget-arbitraries.ts';

export const target = fraction(95, 100);
export const fiveMinutes = { ms: 5 * minuteMs, localDays: null };

/** A question over two days at 95 %, with changes. */
export function ask(method: BudgetMethod, now: number, change: Partial<BudgetQuestion<keyof typeof burnWindows>> = {}) {
  return { method, target, window: rolling, burn: burnWindows, exclusions: [], now, ...change };
}

/** The answer from minutes. */
export function ofMinutes(minutes: readonly Minute[], question: ReturnType<typeof ask>) {
  return computeBudget({ type: 'minutes', minutes }, question);
}
