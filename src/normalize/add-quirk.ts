import type { Quirk } from '../model/observation.ts';

/** Notes a quirk once. The list keeps the order in which quirks were found. */
export function addQuirk(quirks: Quirk[], quirk: Quirk): void {
  if (!quirks.includes(quirk)) quirks.push(quirk);
}
