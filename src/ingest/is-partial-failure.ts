/**
 * SQLSTATE classes with which one server of a cluster says that another one does not answer or cannot be used now.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const partialClasses: ReadonlySet<string> = new Set(['08', '40', '55', '58', 'XX']);

/**
 * Whether PostgreSQL itself says that it cannot take these rows at this moment, so that it may still take others. A connection that
 * cannot be made, or that is lost, does not count.
 */
export function isPartialFailure(error: unknown): boolean {
  if (!(error instanceof Error) || !('severity' in error) || error.severity !== 'ERROR') return false;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.length === 5 && partialClasses.has(code.slice(0, 2));
}
