import type { Quirk } from '../model/observation.ts';
import { readText, textLimits } from './read-text.ts';

const web = /^https?:\/\//i;

/** A web address that a page may link to; null for every other scheme, as `javascript:`, and when there is none. Never throws. */
export function readLink(value: unknown, quirks: Quirk[]): string | null {
  const text = readText(value, textLimits.url, quirks)?.trim() ?? '';
  return web.test(text) ? text : null;
}
