import type { Quirk } from '../model/observation.ts';
import { readText } from './read-text.ts';

/** SHA-256 has 64 digits, SHA-1 40. */
const shaLength = 64;

/** A commit's id as it stands in the payload, trimmed; null when there is none. All zeros (git's "no commit") counts as none. */
export function readSha(value: unknown, quirks: Quirk[]): string | null {
  const sha = readText(value, shaLength, quirks)?.trim() ?? '';
  return sha === '' || /^0+$/.test(sha) ? null : sha;
}
