import type { Quirk } from '../model/observation.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import { addQuirk } from './add-quirk.ts';

/** A GitHub time in ms; null when there is none, and, with quirk `absurd_time`, when what stands there is no time in [2007, 2100). */
export function readTime(value: unknown, quirks: Quirk[]): number | null {
  if (value === null || value === undefined || value === '') return null;
  const ms = parseTimestamp(value);
  if (ms === null) addQuirk(quirks, 'absurd_time');
  return ms;
}
