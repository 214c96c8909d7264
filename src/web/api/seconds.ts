/** A duration as the API writes it: seconds, not rounded; null stays null. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
