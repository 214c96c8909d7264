import { type Db, run } from '../database.ts';
import type { TotalName } from '../store.ts';
import { unnest } from '../unnest.ts';

/** Something to add to one durable total, or (negative) to take out of it because a correction moved it elsewhere. */
export interface TotalDelta {
  readonly repository_id: number;
  readonly host: string;
  readonly name: TotalName;
  readonly kind: string;
  readonly provider: string;
  readonly label: string;
  readonly amount: number;
  /** For buckets: what a scrape may show as an example. The latest wins. */
  readonly exemplar: { readonly url: string; readonly value: number; readonly at: number } | null;
}

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

type Row = { -readonly [column in keyof typeof columns]: string | number | null };

/**
 * Adds to the durable totals, of each repository and of all together (repository_id 0). `exact` follows the rows;
 * `exported`, what a scrape shows, is the highest `exact` ever was, so it never falls and agrees again once a
 * correction has been made good. Rows are written in key order, so writers of different lanes cannot deadlock.
 *
 * @param folding the amounts belong to rows that retention removes: they move to `folded`, and nothing else changes
 */
export async function addTotals(db: Db, deltas: readonly TotalDelta[], folding = false): Promise<void> {
  const sums = new Map<string, Row>();
  for (const delta of deltas) {
    add(sums, delta, folding);
    add(sums, { ...delta, repository_id: 0, host: '' }, folding);
  }
  const rows = [...sums].filter(([, row]) => row.exact !== 0 || row.folded !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  const batch = unnest(
    columns,
    rows.map(([, row]) => row),
  );
  await run(
    db,
    `insert into totals (${Object.keys(columns).join(', ')}, exported)
     select ${batch.select}, greatest(u.exact, 0) from ${batch.from}
     on conflict (repository_id, host, name, kind, provider, label) do update set
       exact = totals.exact + excluded.exact,
       exported = greatest(totals.exported, totals.exact + excluded.exact),
       folded = totals.folded + excluded.folded,
       exemplar_url = case when ${newer} then excluded.exemplar_url else totals.exemplar_url end,
       exemplar_value = case when ${newer} then excluded.exemplar_value else totals.exemplar_value end,
       exemplar_at = case when ${newer} then excluded.exemplar_at else totals.exemplar_at end`,
    batch.params,
  );
}

function add(sums: Map<string, Row>, delta: TotalDelta, folding: boolean): void {
  const { repository_id, host, name, kind, provider, label, amount, exemplar } = delta;
  const key = `${repository_id}\0${host}\0${name}\0${kind}\0${provider}\0${label}`;
  const row = sums.get(key) ?? {
    repository_id,
    host,
    name,
    kind,
    provider,
    label,
    exact: 0,
    folded: 0,
    exemplar_url: null,
    exemplar_value: null,
    exemplar_at: null,
  };
  const column = folding ? 'folded' : 'exact';
  row[column] = (row[column] as number) + amount;
  if (exemplar !== null && amount > 0 && isNewer(exemplar, row))
    Object.assign(row, { exemplar_url: exemplar.url, exemplar_value: exemplar.value, exemplar_at: exemplar.at });
  sums.set(key, row);
}

function isNewer(exemplar: NonNullable<TotalDelta['exemplar']>, row: Row): boolean {
  if (row.exemplar_at === null || exemplar.at !== row.exemplar_at)
    return exemplar.at > ((row.exemplar_at ?? Number.NEGATIVE_INFINITY) as number);
  if (exemplar.url !== row.exemplar_url) return exemplar.url > (row.exemplar_url as string);
  return exemplar.value > (row.exemplar_value as number);
}
