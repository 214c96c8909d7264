/** Orders two texts by code unit, the same on every machine (a locale's order is not). Negative, 0 or positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
