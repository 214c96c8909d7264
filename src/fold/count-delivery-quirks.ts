import { noFold } from '../model/generation.ts';
import { foldQuirks } from '../settle/row-quirks.ts';
import type { TotalSums } from '../store/settlement/total-sums.ts';

/** Adds to the sums what the deliveries of an inbox batch add to `cislo_quirks_total`. */
export function countDeliveryQuirks(
  sums: TotalSums,
  rows: readonly { readonly repository_id: number; readonly host: string; readonly quirks: string }[],
): void {
  for (const row of rows) {
    for (const quirk of row.quirks.split(',')) {
      if (quirk !== '' && !foldQuirks.has(quirk)) sums.add(row, noFold, ['quirks', '', '', quirk, 1]);
    }
  }
}
