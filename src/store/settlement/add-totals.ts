import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import type { TotalSums } from './total-sums.ts';

const columns = {
  repository_id: 'int8',
  host: 'text',
  generation: 'int4',
  name: 'text',
  kind: 'text',
  provider: 'text',
  label: 'text',
  exact: 'int8',
  base: 'int8',
  folded: 'int8',
  exemplar_url: 'text',
  exemplar_value: 'float8',
  exemplar_at: 'timestamptz',
} as const;

/** Ties go to the greater address and value, so the example shown does not depend on the order of settling. */
const newer = `(excluded.exemplar_at, excluded.exemplar_url, excluded.exemplar_value)
  > (coalesce(totals.exemplar_at, '-infinity'), coalesce(totals.exemplar_url, ''), coalesce(totals.exemplar_value, 0))`;

/**
 * Adds to the durable totals. `exact` follows the rows. `exported`, what a scrape shows, is the most that `exact` has grown since its
 * generation took over. So it never falls: after a correction downwards it stays until `exact` has grown past it again.
 *
 * @param building the generations that have not taken over yet: nothing of theirs is shown
 * @param folding the amounts belong to rows that retention removes: they move to `folded`, and nothing else changes
 */
export async function addTotals(
  db: Db,
  sums: TotalSums,
  building: ReadonlySet<number>,
  folding = false,
): Promise<void> {
  const rows = sums.changes().map(({ amount, exemplar, ...key }) => ({
    ...key,
    exact: folding ? 0 : amount,
    folded: folding ? amount : 0,
    exemplar_url: exemplar?.url ?? null,
    exemplar_value: exemplar?.value ?? null,
    exemplar_at: exemplar?.at ?? null,
    base: building.has(key.generation) ? null : 0,
    exported: folding || building.has(key.generation) ? 0 : Math.max(amount, 0),
  }));
  await insertRows(db, {
    table: 'totals',
    columns: { ...columns, exported: 'int8' },
    rows,
    ending: `on conflict (repository_id, host, generation, name, kind, provider, label) do update set
       exact = totals.exact + excluded.exact,
       exported = case when totals.base is null then 0 else greatest(totals.exported, totals.exact + excluded.exact - totals.base) end,
       folded = totals.folded + excluded.folded,
       exemplar_url = case when ${newer} then excluded.exemplar_url else totals.exemplar_url end,
       exemplar_value = case when ${newer} then excluded.exemplar_value else totals.exemplar_value end,
       exemplar_at = case when ${newer} then excluded.exemplar_at else totals.exemplar_at end`,
  });
}
