import type { BurnWindow } from '../budget/burn-windows.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A long and a short window that both have to burn fast, and the share of the budget that is gone when the long one has burnt so. */
export interface BurnPair {
  readonly long: BurnWindow;
  readonly longMs: number;
  readonly short: BurnWindow;
  readonly shortMs: number;
  readonly budgetRatio: string;
  readonly severity: 'page' | 'ticket';
}

const hour = { long: '1h', longMs: hourMs, short: '5m', shortMs: 5 * minuteMs, severity: 'page' } as const;
const sixHours = { long: '6h', longMs: 6 * hourMs, short: '30m', shortMs: 30 * minuteMs, severity: 'page' } as const;
const day = { long: '24h', longMs: dayMs, short: '2h', shortMs: 2 * hourMs, severity: 'ticket' } as const;
const threeDays = { long: '3d', longMs: 3 * dayMs, short: '6h', shortMs: 6 * hourMs, severity: 'ticket' } as const;

/** SLO windows from this length on (ms) alert by the pairs of long windows, shorter ones by those of short windows. */
export const longWindowMs = 14 * dayMs;
/** https://sre.google/workbook/alerting-on-slos/ (recommended parameters of the multiwindow, multi-burn-rate alert). */
export const pairsOfLongWindows: readonly BurnPair[] = [
  { ...hour, budgetRatio: '0.02' },
  { ...sixHours, budgetRatio: '0.05' },
  { ...day, budgetRatio: '0.1' },
  { ...threeDays, budgetRatio: '0.1' },
];
/** The shorter the window, the sooner such a share of its budget is gone by chance: so the shares are higher. */
export const pairsOfShortWindows: readonly BurnPair[] = [
  { ...hour, budgetRatio: '0.1' },
  { ...sixHours, budgetRatio: '0.2' },
  { ...day, budgetRatio: '0.4' },
];
