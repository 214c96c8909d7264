import { asFields } from '../fields.ts';

/** Some fields of a JSON object, so that only what is used is kept; a missing field stays missing. Never throws. */
export function pick(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  const fields = asFields(value);
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, storable(fields[name])]));
}

/** PostgreSQL stores neither NUL nor half a surrogate pair in JSON. */
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value;
}
