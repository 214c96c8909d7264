import type { Quirk } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';

/** Longest texts that are kept, in UTF-16 units. */
export const textLimits = { word: 100, name: 500, text: 500, url: 1000 } as const;

const unstorable = /[\0\p{Surrogate}]/u;
const everyUnstorable = /[\0\p{Surrogate}]/gu;

/**
 * A string that can be stored, at most `limit` long; null when the value is no string or empty.
 * PostgreSQL stores neither NUL nor half a surrogate pair: both become U+FFFD, with quirk `replaced_characters`. Never throws.
 */
export function readText(value: unknown, limit: number, quirks: Quirk[]): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const text = value.length > limit ? cut(value, limit) : value;
  if (!unstorable.test(text)) return text;
  addQuirk(quirks, 'replaced_characters');
  return text.replace(everyUnstorable, '\u{FFFD}');
}

/** Cuts before a character that would be halved. */
function cut(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
