const shape = /^(\d{4}-\d{2}-\d{2})(?:[Tt](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(?:[Zz]|([ +-])(\d{2}:\d{2})))?$/;

/**
 * An ISO 8601 time with an offset, or a day (its start in UTC), as milliseconds since the epoch; undefined for anything else,
 * days that do not exist among it. A blank where the offset's plus should be is taken for one: that is what `+` means in a query.
 */
export function parseInstant(text: string): number | undefined {
  const parts = shape.exec(text);
  if (parts === null) return undefined;
  const [, day = '', minutes = '00:00', seconds = ':00', sign, offset] = parts;
  // Date.parse takes 30 February for 2 March.
  const startOfDay = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(startOfDay) || new Date(startOfDay).toISOString().slice(0, 10) !== day) return undefined;
  const zone = offset === undefined ? 'Z' : `${sign === '-' ? '-' : '+'}${offset}`;
  const at = Date.parse(`${day}T${minutes}${seconds}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}
