/** A JSON object that nothing has checked: any field may be missing or of any type. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = Object.freeze({});

/** The value when it is a JSON object, otherwise an object without fields; so that chains of reads need no checks. Never throws. */
export function asFields(value: unknown): Fields {
  return isFields(value) ? value : none;
}

/** Is it a JSON object (not null, not an array)? */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
