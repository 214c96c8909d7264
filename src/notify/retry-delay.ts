const firstMs = 1_000;
const longestMs = 60 * 60_000;
/** What could not be sent for so long is given up. */
export const giveUpMs = 24 * 60 * 60_000;

/** How long to wait after a failed attempt, ms: 1 s after the first, each time twice as long, at most an hour; what the target asks for, where that is more. */
export function retryDelay(attempts: number, askedMs: number | null): number {
  return Math.max(Math.min(longestMs, firstMs * 2 ** (attempts - 1)), askedMs ?? 0);
}
