import type { JobRun } from '../model/job-run.ts';
import type { Quirk } from '../model/observation.ts';

/** Quirks that only the fold can see; they are counted with the row. All others are counted with their delivery. */
export const foldQuirks: ReadonlySet<string> = new Set<Quirk>([
  'completed_before_created',
  'started_at_rewritten',
  'negative_queue_duration',
  'negative_run_duration',
  'negative_duration',
  'status_before_change',
  'no_conclusion',
  'end_lost',
]);

/** The quirks of a derived row that are counted with it. */
export function rowQuirks(row: { readonly quirks: JobRun['quirks'] }): readonly Quirk[] {
  return row.quirks.filter((quirk) => foldQuirks.has(quirk));
}
