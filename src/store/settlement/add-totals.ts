import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import type { TotalSums } from './total-sums.ts';

const columns = {
  repository_id: 'int8',
  host: 'text',
  name: 'text',
  kind: 'text',
  provider: 'text',
  label: 'text',
  exact: 'int8',
  folded: 'int8',
  exemplar_url: 'text',
  exemplar_value: 'float8',
  exemplar_at: 'timestamptz',
} as const;

/** Ties go to the greater address and value, so the example shown does not depend on the order of settling. */
const newer = `(excluded.exemplar_at, excluded.exemplar_url, excluded.exemplar_value)
  > (coalesce(totals.exemplar_at, '-infinity'), coalesce(totals.exemplar_url, ''), coalesce(totals.exemplar_value, 0))`;

/**
 * Adds to the durable totals. `exact` follows the rows; `exported`, what a scrape shows, is the highest `exact` ever was,
 * so it never falls and agrees again once a correction has been made good.
 *
 * @param folding the amounts belong to rows that retention removes: they move to `folded`, and nothing else changes
 */
export async function addTotals(db: Db, sums: TotalSums, folding = false): Promise<void> {
  const rows = sums.changes().map(({ amount, exemplar, ...key }) => ({
    ...key,
    exact: folding ? 0 : amount,
    folded: folding ? amount : 0,
    exemplar_url: exemplar?.url ?? null,
    exemplar_value: exemplar?.value ?? null,
    exemplar_at: exemplar?.at ?? null,
    exported: folding ? 0 : Math.max(amount, 0),
  }));
  await insertRows(db, {
    table: 'totals',
    columns: { ...columns, exported: 'int8' },
    rows,
    ending: `on conflict (repository_id, host, name, kind, provider, label) do update set
       exact = totals.exact + excluded.exact,
       exported = greatest(totals.exported, totals.exact + excluded.exact),
       folded = totals.folded + excluded.folded,
       exemplar_url = case when ${newer} then excluded.exemplar_url else totals.exemplar_url end,
       exemplar_value = case when ${newer} then excluded.exemplar_value else totals.exemplar_value end,
       exemplar_at = case when ${newer} then excluded.exemplar_at else totals.exemplar_at end`,
  });
}
