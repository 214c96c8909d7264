/** PostgreSQL type ids whose text form both databases hand us in the same JavaScript type. */
const int8 = 20;
const float8 = 701;
const numeric = 1700;
const timestamptz = 1184;
const json = 114;
const jsonb = 3802;

/** `2026-11-21 03:33:00.123+00`, whatever the session's zone, → milliseconds. */
function parseTime(text: string): number {
  const iso = `${text.slice(0, 10)}T${text.slice(11)}`;
  return Date.parse(iso.replace(/([+-]\d\d)$/, '$1:00'));
}

/**
 * How values come out of either database: counts and ids as numbers (all below 2^53), times as milliseconds,
 * JSON parsed. Without this, int8 is a string from pg and a number from the embedded database.
 */
export const typeParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: Number,
  [float8]: Number,
  [numeric]: Number,
  [timestamptz]: parseTime,
  [json]: (text) => JSON.parse(text),
  [jsonb]: (text) => JSON.parse(text),
};
