import type { z } from 'zod';
import { CisloError } from './error.ts';

/**
 * Checks what the database holds of a definition against its shape in this version.
 *
 * @param value what `JSON.parse` gave
 * @param what it should be, for the message: `an objective`
 * @throws CisloError `bad_stored_definition` when another version of cislo wrote what this one does not know
 */
export function readStored<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || what}: ${message}`);
  throw new CisloError(
    'bad_stored_definition',
    `the database holds ${what} that this version of cislo does not know: ${problems.join('; ')}; run the version that wrote it, or a newer one`,
  );
}
