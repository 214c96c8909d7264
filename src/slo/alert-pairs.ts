import { maxBurnRate } from './arithmetic.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The windows burn rates are shown for, by name. */
export const burnWindows = {
  '5m': 5 * minuteMs,
  '30m': 30 * minuteMs,
  '1h': hourMs,
  '2h': 2 * hourMs,
  '6h': 6 * hourMs,
  '24h': dayMs,
  '3d': 3 * dayMs,
} as const;
export type BurnWindow = keyof typeof burnWindows;
export const burnWindowNames = Object.keys(burnWindows) as readonly BurnWindow[];

/** Two windows that must both burn faster than a threshold: the long one shows that it matters, the short one that it goes on. */
export interface AlertPair {
  readonly long: BurnWindow;
  readonly short: BurnWindow;
  /** The share of the whole budget that is gone when the long window has burnt at the threshold. */
  readonly budgetRatio: number;
  readonly severity: 'page' | 'ticket';
}

/** https://sre.google/workbook/alerting-on-slos/ (recommended parameters of the multiwindow, multi-burn-rate alert). */
export const alertPairs: readonly AlertPair[] = [
  { long: '1h', short: '5m', budgetRatio: 0.02, severity: 'page' },
  { long: '6h', short: '30m', budgetRatio: 0.05, severity: 'page' },
  { long: '24h', short: '2h', budgetRatio: 0.1, severity: 'ticket' },
  { long: '3d', short: '6h', budgetRatio: 0.1, severity: 'ticket' },
];

/** Bad events that the long window needs before anything alerts: with few events a single one says nothing. */
export const defaultMinBad = 3;

/** The burn rate that a pair alerts at: budget share × SLO window ÷ long window. 14.4, 6, 3 and 1 for 30 days. */
export function alertThreshold(pair: AlertPair, sloWindowMs: number): number {
  return (pair.budgetRatio * sloWindowMs) / burnWindows[pair.long];
}

/**
 * The pairs that make sense for an objective, with their thresholds: the long window is shorter than the SLO's own, and the
 * threshold can be reached at all (14.4 cannot below a 93.06 % target, where the burn rate ends at 1 ÷ (1 − target)).
 */
export function usablePairs(
  targetRatio: number,
  sloWindowMs: number,
): readonly (AlertPair & { readonly threshold: number })[] {
  return alertPairs
    .map((pair) => ({ ...pair, threshold: alertThreshold(pair, sloWindowMs) }))
    .filter((pair) => burnWindows[pair.long] < sloWindowMs && pair.threshold < maxBurnRate(targetRatio));
}
