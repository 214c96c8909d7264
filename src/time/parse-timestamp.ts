const earliestMs = Date.UTC(2007, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);
/** Numbers below this are seconds: as milliseconds they would lie in 1973, as seconds it is the year 5138. */
const firstMillisecondCount = 1e11;
const written =
  /^(\d{4})[-/](\d\d)[-/](\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(?:[Zz]|UTC|([+-])(\d\d):?(\d\d)?)?$/;
const digits = /^\d{9,14}(?:\.\d+)?$/;

/**
 * Reads a time as GitHub writes it, in any of the forms found in payloads: `2024-05-01T12:00:00Z`, with a fraction or an offset,
 * with slashes or a space, without a zone (then UTC), or as a count of seconds or milliseconds.
 * Returns milliseconds since the epoch, UTC, in [2007-01-01, 2100-01-01), or null when it is not such a time. Never throws.
 */
export function parseTimestamp(value: unknown): number | null {
  if (typeof value === 'string') {
    const text = value.trim();
    const parts = written.exec(text);
    if (parts !== null) return plausible(fromParts(parts));
    return digits.test(text) ? plausible(fromCount(Number(text))) : null;
  }
  return typeof value === 'number' ? plausible(fromCount(value)) : null;
}

function fromCount(count: number): number {
  return Math.floor(count < firstMillisecondCount ? count * 1000 : count);
}

function fromParts(parts: RegExpExecArray): number {
  const number = (index: number) => Number(parts[index] ?? 0);
  const month = number(2) - 1;
  const dayMs = Date.UTC(number(1), month, number(3));
  // Date.UTC carries 31 February over into March; a written date that does not exist is no time. A leap second is the next one.
  if (new Date(dayMs).getUTCMonth() !== month) return Number.NaN;
  if (number(4) > 23 || number(5) > 59 || number(6) > 60 || number(9) > 23 || number(10) > 59) return Number.NaN;
  const fraction = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offsetMinutes = (number(9) * 60 + number(10)) * (parts[8] === '-' ? -1 : 1);
  return dayMs + ((number(4) * 60 + number(5) - offsetMinutes) * 60 + number(6)) * 1000 + fraction;
}

function plausible(ms: number): number | null {
  return ms >= earliestMs && ms < latestMs ? ms : null;
}
