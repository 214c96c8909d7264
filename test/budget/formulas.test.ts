import { describe, expect, it } from 'vitest';
import { errorBudgetMinutes } from '../../src/budget/error-budget.ts';
import { formulas } from '../../src/budget/formulas.ts';
import { fraction, toNumber } from '../../src/model/fraction.ts';

describe('the table of formulas', () => {
  it.each(formulas.map((formula) => [formula.name, formula] as const))(
    '%s is computed where it says',
    async (_, formula) => {
      const module: Record<string, unknown> = await import(`../../src/budget/${formula.code.file}`);

      expect(module[formula.code.name]).toBeTypeOf('function');
      expect(formula.source === null || URL.canParse(formula.source)).toBe(true);
    },
  );

  it('names each formula once', () => {
    expect(new Set(formulas.map(({ name }) => name)).size).toBe(formulas.length);
  });
});

describe('a budget in minutes', () => {
  it('is the share of the window that may be bad', () => {
    const budget = errorBudgetMinutes({ good: 1, bad: 1 }, fraction(9, 10), 12 * 3_600_000)!;

    expect(budget.unit).toBe('minutes');
    expect([budget.total, budget.consumed, budget.remaining].map(toNumber)).toEqual([72, 360, -288]);
    expect(errorBudgetMinutes({ good: 0, bad: 0 }, fraction(9, 10), 60_000)).toBeNull();
  });
});
