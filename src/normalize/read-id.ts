const decimal = /^[1-9]\d{0,15}$/;

/** A GitHub id or number: an integer in [1, 2^53), also when it comes as a decimal string; null for anything else. Never throws. */
export function readId(value: unknown): number | null {
  const id = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}
