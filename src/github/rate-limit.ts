import { parseTimestamp } from '../time/parse-timestamp.ts';

/** Response headers, names in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | number | undefined>>;

const secondMs = 1_000;
/** GitHub's advice when it names no time. */
const unnamedRestMs = 60 * secondMs;
/** GitHub counts the limit by the hour. A longer pause can only come from a wrong clock, so it is cut to this. */
const longestRestMs = 3_600 * secondMs + unnamedRestMs;

/**
 * When the next request may be made (our clock, ms), or null at once. `x-ratelimit-reset` is a time of GitHub's clock. It is compared with
 * the `date` of the same answer, so that our own clock may be wrong.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function restUntil(headers: ResponseHeaders, now: number): number | null {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return rest(retryAfter * secondMs, now);
  if (String(headers['x-ratelimit-remaining'] ?? '') !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * secondMs;
  if (!Number.isFinite(reset)) return rest(unnamedRestMs, now);
  const sentAt = parseTimestamp(new Date(String(headers['date'])).getTime()) ?? now;
  // One second more: the reset is rounded down.
  return rest(reset - sentAt + secondMs, now);
}

/** When to come back after a refusal that speaks of limits, or null when it is about something else. */
export function limitedUntil(status: number, message: string, headers: ResponseHeaders, now: number): number | null {
  if (status !== 403 && status !== 429) return null;
  const until = restUntil(headers, now);
  if (until !== null) return until;
  return status === 429 || /rate limit/i.test(message) ? rest(unnamedRestMs, now) : null;
}

function rest(ms: number, now: number): number {
  return now + Math.min(longestRestMs, Math.max(secondMs, ms));
}
