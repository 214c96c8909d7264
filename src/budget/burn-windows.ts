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
