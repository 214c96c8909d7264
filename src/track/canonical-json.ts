/**
 * A value as JSON text with the keys of every object in code unit order, so that equal values give equal text
 * wherever they were stored in between (a `jsonb` column reorders keys).
 *
 * @param value plain JSON data; `undefined` members are left out as `JSON.stringify` does
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isPlainObject(member) ? withSortedKeys(member) : member));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withSortedKeys(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, object[key]]),
  );
}
