import type { Quirk } from '../model/observation.ts';
import { asFields } from './fields.ts';
import { readText, textLimits } from './read-text.ts';

/** The slug of a GitHub App; made from its name as GitHub does when it is missing (older deliveries); null without either. */
export function readApp(app: unknown, quirks: Quirk[]): string | null {
  const fields = asFields(app);
  const slug = readText(fields['slug'], textLimits.word, quirks);
  if (slug !== null) return slug;
  const name = readText(fields['name'], textLimits.word, quirks) ?? '';
  const made = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return made === '' ? null : made;
}
