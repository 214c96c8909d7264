const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The moment at which clocks in a zone of the IANA database show a local time. `wallMs` is the local time as if it were UTC.
 * A time that does not exist (clocks go forward) is taken as far after the change as it was meant after it; a time that exists
 * twice (clocks go back) is the earlier one: Temporal's "compatible" (https://tc39.es/proposal-temporal/docs/ambiguity.html).
 */
export function zonedTime(wallMs: number, timeZone: string): number {
  const before = wallMs - zoneOffset(wallMs - dayMs, timeZone);
  const after = wallMs - zoneOffset(wallMs + dayMs, timeZone);
  const exists = (ms: number): boolean => wallTime(ms, timeZone) === wallMs;
  return exists(before) || !exists(after) ? before : after;
}

/** What clocks in the zone show at a moment, as if it were UTC, in ms. */
export function wallTime(ms: number, timeZone: string): number {
  return ms + zoneOffset(ms, timeZone);
}

/** Local time minus UTC in ms. */
function zoneOffset(ms: number, timeZone: string): number {
  const whole = Math.floor(ms / 1000) * 1000;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - whole;
}

/** Making a format costs a hundred times more than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}
