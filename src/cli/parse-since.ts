import { CisloError } from '../model/error.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';

const dayMs = 86_400_000;

/**
 * A beginning in time: so many days or weeks ago (`30d`, `4w`), a date (its midnight, UTC) or a full ISO 8601 time. ms, UTC; null when
 * the text is none of these, or lies in the future.
 */
export function parseSince(text: string, now: number): number | null {
  const ago = /^([1-9]\d{0,3})([dw])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * (ago[2] === 'w' ? 7 : 1) * dayMs;
  const at = parseTimestamp(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  return at === null || !text.includes('-') || at > now ? null : at;
}

/** What `requireTime` takes, for help and messages. */
export const timeForms = '30d, 4w, a date such as 2026-01-31 or an ISO 8601 time';

/** The time that an option is given, ms. @throws CisloError bad_request for anything that `parseSince` does not take */
export function requireTime(flag: string, text: string, now: number): number {
  const at = parseSince(text, now);
  if (at !== null) return at;
  throw new CisloError(
    'bad_request',
    `${flag} must be ${timeForms}, and not in the future, got ${JSON.stringify(text)}`,
  );
}
