import { CisloError } from '../../model/error.ts';

/** What was found. @throws CisloError not_found with this message where nothing was */
export function requireFound<T>(found: T | null, message: string): T {
  if (found === null) throw new CisloError('not_found', message);
  return found;
}
