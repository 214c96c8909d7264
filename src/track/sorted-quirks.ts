import type { Quirk } from '../model/observation.ts';

/** Each quirk once, in a fixed order. */
export function sortedQuirks(quirks: Iterable<Quirk>): readonly Quirk[] {
  return [...new Set(quirks)].sort();
}
