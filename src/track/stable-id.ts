import { hash } from 'node:crypto';

/**
 * A stable identifier made from the parts that identify a row.
 *
 * @param parts in a fixed order; different lists give different ids, also when a separator occurs inside a part
 * @returns the first 32 hex digits of the SHA-256 of the list as JSON
 */
export function stableId(parts: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}
