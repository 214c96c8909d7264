import type { JobRun } from '../model/job-run.ts';
import type { Quirk } from '../model/observation.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';

/** Quirks that only the fold can see; they are counted with the row. All others are counted with their delivery. */
const foldQuirks: ReadonlySet<string> = new Set<Quirk>([
  'completed_before_created',
  'started_at_rewritten',
  'negative_queue_duration',
  'negative_run_duration',
  'negative_duration',
  'status_before_change',
]);

/** What the deliveries of an inbox batch add to `cislo_quirks_total`. */
export function countDeliveryQuirks(
  rows: readonly { readonly repository_id: number; readonly host: string; readonly quirks: string }[],
): TotalSums {
  const sums = new TotalSums();
  for (const row of rows) {
    for (const quirk of row.quirks.split(',')) {
      if (quirk !== '' && !foldQuirks.has(quirk)) sums.add(row, ['quirks', '', '', quirk, 1]);
    }
  }
  return sums;
}

/** The quirks of a derived row that are counted with it. */
export function rowQuirks(row: { readonly quirks: JobRun['quirks'] }): readonly Quirk[] {
  return row.quirks.filter((quirk) => foldQuirks.has(quirk));
}
