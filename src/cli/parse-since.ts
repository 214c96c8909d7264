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
