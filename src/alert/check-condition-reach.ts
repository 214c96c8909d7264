import { maxBurnRate } from '../budget/arithmetic.ts';
import { parseDecimal } from '../model/decimal.ts';
import { compareFractions, decimalFraction, type Fraction, toNumber } from '../model/fraction.ts';
import type { AlertCondition } from './alert-policy.ts';

/** What is wrong with a condition, as a sentence each. */
export interface ReachFindings {
  /** It can never be true, so it is refused. */
  readonly problem: string | null;
  /** It is true of a healthy SLO, so it would alert for ever. */
  readonly warning: string | null;
}

const words = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' } as const;
const zero: Fraction = { numerator: 0n, denominator: 1n };

/**
 * Whether a condition can be true at all, and whether it is true when all is well. A burn rate lies between 0 and 1 ÷ (1 − target),
 * hours between 0 and for ever.
 *
 * @param target ratio in (0, 1), exact
 */
export function checkConditionReach(
  { kind, op, threshold }: Pick<AlertCondition, 'kind' | 'op' | 'threshold'>,
  target: Fraction,
): ReachFindings {
  const shown = plain(threshold);
  const isBelow = op === 'lt' || op === 'lte';
  const fromZero = compareFractions(threshold, zero);
  const what = kind === 'burnrate' ? 'a burn rate' : 'a number of hours';
  if (isBelow && (fromZero < 0 || (op === 'lt' && fromZero === 0))) {
    return {
      problem: `${what} is never ${words[op]} ${shown}; write a threshold above 0`,
      warning: null,
    };
  }
  if (kind === 'exhaustion') {
    const warning = isBelow ? null : `a budget that nothing spends lasts for ever, so this is true when all is well`;
    return { problem: null, warning: warning === null ? null : `${warning}; write lt or lte` };
  }
  const fromMost = compareFractions(threshold, maxBurnRate(target));
  if (!isBelow && (fromMost > 0 || (op === 'gt' && fromMost === 0))) {
    const most = plain(maxBurnRate(target));
    return {
      problem: `a burn rate is never ${words[op]} ${shown} at a target of ${plain(target)}: it cannot exceed 1 ÷ (1 − target); write ${op === 'gt' ? `a threshold below ${most}` : `at most ${most}`}`,
      warning: null,
    };
  }
  const isAlwaysTrue = isBelow || fromZero < 0 || (op === 'gte' && fromZero === 0);
  return {
    problem: null,
    warning: isAlwaysTrue
      ? `a burn rate ${words[op]} ${shown} is true when all is well, so this alerts for ever; write gt or gte and a threshold above 0`
      : null,
  };
}

/** A number without an exponent; rounded where it never ends. */
function plain(value: Fraction): string {
  const number = toNumber(value);
  const decimal = parseDecimal(String(number));
  return decimal !== null && compareFractions(decimalFraction(decimal), value) === 0
    ? String(number)
    : number.toPrecision(6).replace(/\.?0+$/, '');
}
