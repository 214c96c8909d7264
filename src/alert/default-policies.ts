import { maxBurnRate } from '../budget/arithmetic.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { compareFractions, decimalFraction, type Fraction, fraction, multiply } from '../model/fraction.ts';
import { type AlertPolicy, usualAlertAfterMs, usualMinBad, usualResolveAfterMs } from './alert-policy.ts';
import { longWindowMs, pairsOfLongWindows, pairsOfShortWindows } from './burn-pairs.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const one = fraction(1);
const unnamed = {
  labels: {},
  runbook: null,
  dashboard: null,
  owner: null,
  alertWhenNoData: false,
  alertWhenBreaching: true,
  alertWhenResolved: true,
  targets: [],
} as const;

/**
 * The policies of an SLO that names none: multi-window, multi-burn-rate alerts
 * (https://sre.google/workbook/alerting-on-slos/). SLO windows of 14 days and more have four pairs, at 2, 5, 10 and 10 % of the budget;
 * shorter ones have three, at 10, 20 and 40 %. Left out is a pair that the target cannot reach, one whose threshold is below 1, which
 * would fire for ever on a healthy SLO, and one whose long window is not shorter than the SLO's own.
 *
 * @param target ratio in (0, 1)
 * @param sloWindowMs length of the SLO's own window; of the current one when it follows the calendar
 */
export function defaultPolicies(target: Fraction, sloWindowMs: number): readonly AlertPolicy[] {
  const pairs = sloWindowMs >= longWindowMs ? pairsOfLongWindows : pairsOfShortWindows;
  return pairs.flatMap((pair) => {
    const share = decimalFraction(parseDecimal(pair.budgetRatio) as Decimal);
    const threshold = multiply(share, fraction(sloWindowMs, pair.longMs));
    if (compareFractions(threshold, one) < 0 || pair.longMs >= sloWindowMs) return [];
    return burnPolicy(`burn-${pair.long}-${pair.short}`, pair.severity, threshold, pair, target);
  });
}

/** The preset `hyperdx`: a burn rate above 4 over 2 h (page), and above 1 over 24 h (ticket), without short windows; none that the target cannot reach. */
export function hyperdxPolicies(target: Fraction): readonly AlertPolicy[] {
  return [
    ...burnPolicy('hyperdx-2h', 'page', fraction(4), { longMs: 2 * hourMs, shortMs: null }, target),
    ...burnPolicy('hyperdx-24h', 'ticket', one, { longMs: dayMs, shortMs: null }, target),
  ];
}

/** A policy, or none when the threshold is out of reach. */
function burnPolicy(
  name: string,
  severity: 'page' | 'ticket',
  threshold: Fraction,
  { longMs, shortMs }: { readonly longMs: number; readonly shortMs: number | null },
  target: Fraction,
): readonly AlertPolicy[] {
  if (compareFractions(threshold, maxBurnRate(target)) >= 0) return [];
  const condition = {
    name,
    kind: 'burnrate',
    op: 'gt',
    threshold,
    lookbackMs: longMs,
    shortMs,
    minBad: usualMinBad,
    alertAfterMs: usualAlertAfterMs(severity),
    resolveAfterMs: usualResolveAfterMs,
  } as const;
  return [{ ...unnamed, name, severity, condition }];
}
