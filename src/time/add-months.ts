const dayMs = 86_400_000;

/**
 * Adds months to a local time, keeping the day of the month where the month has it, else its last day.
 * @param wallMs a local time as if it were UTC, ms
 * @param months a whole number; below 0 it goes back: 31 March − 1 month is 28 or 29 February
 */
export function addMonths(wallMs: number, months: number): number {
  const date = new Date(wallMs);
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * dayMs + (wallMs - midnight);
}
