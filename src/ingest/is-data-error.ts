import { CisloError } from '../model/error.ts';

/**
 * SQLSTATE classes that blame the values and not the server: cardinality, data exception, integrity, program limit.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const dataClasses: ReadonlySet<string> = new Set(['21', '22', '23', '54']);
const maxCauses = 5;

/** Whether sending the same rows again would fail again, because of the rows. False when in doubt: the sender then tries later. */
export function isDataError(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < maxCauses && current instanceof Error; depth += 1) {
    if (current instanceof CisloError) return false;
    const code = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && code.length === 5) return dataClasses.has(code.slice(0, 2));
    // Thrown while a value is turned into SQL, before any server has seen it.
    if (current instanceof TypeError || current instanceof RangeError) return true;
    current = current.cause;
  }
  return false;
}
