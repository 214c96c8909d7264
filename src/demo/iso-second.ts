/** A time in ms as GitHub writes it: ISO 8601, UTC, whole seconds; null stays null. */
export function isoSecond(timeMs: number): string;
export function isoSecond(timeMs: number | null): string | null;
export function isoSecond(timeMs: number | null): string | null {
  if (timeMs === null) return null;
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
