import type { Quirk } from '../../model/observation.ts';
import { addQuirk } from '../add-quirk.ts';

const unstorable = /[\0\p{Surrogate}]/u;
const everyUnstorable = /[\0\p{Surrogate}]/gu;

/** JSON that PostgreSQL can store: NUL and halves of surrogate pairs become U+FFFD, with quirk `replaced_characters`. */
export function storable(value: unknown, quirks: Quirk[]): unknown {
  if (typeof value === 'string') return clean(value, quirks);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => storable(item, quirks));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key, quirks), storable(item, quirks)]));
}

function clean(text: string, quirks: Quirk[]): string {
  if (!unstorable.test(text)) return text;
  addQuirk(quirks, 'replaced_characters');
  return text.replace(everyUnstorable, '\u{FFFD}');
}
