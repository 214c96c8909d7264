/**
 * A time as people write it, in ms since the epoch: `2026-03-01`, `2026-03-01 08:30`, `2026-03-01T08:30:00.5Z`,
 * `2026-03-01 08:30:00+02:00`. UTC when no offset is given. Null when it is not a time, or not on the calendar (30 February).
 */
export function parseTime(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return null;
  const [, date, minutes = '00:00', seconds = ':00', offset = 'Z'] = match;
  const local = Date.parse(`${date}T${minutes}${seconds}Z`);
  const ms = Date.parse(`${date}T${minutes}${seconds}${offset}`);
  // Date.parse rolls 30 February over into March, and takes hour 24.
  return Number.isNaN(ms) || new Date(local).toISOString().slice(0, 16) !== `${date}T${minutes}` ? null : ms;
}
