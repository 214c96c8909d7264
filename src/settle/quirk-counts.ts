import type { JobRun } from '../model/job-run.ts';
import type { Quirk } from '../model/observation.ts';
import type { TotalDelta } from '../store/settlement/add-totals.ts';

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
): readonly TotalDelta[] {
  return rows.flatMap(({ repository_id, host, quirks }) =>
    quirks
      .split(',')
      .filter((quirk) => quirk !== '' && !foldQuirks.has(quirk))
      .map((quirk) => ({
        repository_id,
        host,
        name: 'quirks' as const,
        kind: '',
        provider: '',
        label: quirk,
        amount: 1,
        exemplar: null,
      })),
  );
}

/** The quirks of a derived row that are counted with it. */
export function rowQuirks(row: { readonly quirks: JobRun['quirks'] }): readonly Quirk[] {
  return row.quirks.filter((quirk) => foldQuirks.has(quirk));
}
