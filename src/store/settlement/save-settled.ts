import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import type { RowKey, Standing } from './read-due.ts';

/** What settling leaves on a derived row. */
export interface Marks {
  /** What the totals hold of it. */
  readonly counted: string;
  /** When it must be looked at again although nothing new may have come, ms; null: only new evidence can change it. */
  readonly due_at: number | null;
  /** The generations of objectives that still wait for it, comma separated; null when none does. */
  readonly pending: string | null;
}

/** A row with what settling leaves on it. */
export interface Settled extends RowKey, Marks {
  /** How the row stood when it was read. */
  readonly stood: Standing;
}
export type DerivedTable = 'job_runs' | 'revisions' | FactTable;
/** Tables whose rows no fold makes: they belong to no generation. */
export type FactTable = 'hook_deliveries' | 'custom_events';

/** Whether the rows of a table belong to no fold generation. */
export function isFactTable(table: DerivedTable): table is FactTable {
  return table === 'hook_deliveries' || table === 'custom_events';
}

const keyColumns = { repository_id: 'int8', host: 'text', id: 'text' } as const;
const standing = { stood_hash: 'text', stood_due: 'timestamptz' } as const;
/** The columns of what settling leaves on a row, with their types. */
export const markColumns = { counted: 'text', due_at: 'timestamptz', pending: 'text' } as const;

/**
 * Writes what settling leaves on those rows of a fold generation that are still as they were read, and returns their keys. A changed row
 * was settled or folded by a transaction whose commit was not visible yet, so what was computed from it must not be counted.
 * `generation` does not matter to deliveries and events that were sent.
 */
export async function saveSettled(
  db: Db,
  generation: number,
  table: DerivedTable,
  rows: readonly Settled[],
): Promise<readonly RowKey[]> {
  if (rows.length === 0) return [];
  const own = ownRows(generation, table);
  const batch = shardBatch(
    db,
    { ...keyColumns, ...standing, ...markColumns },
    rows.map(withStanding),
    own.params.length + 1,
  );
  const assignments = Object.keys(markColumns).map((name) => `${name} = u.${name}`);
  return run<RowKey>(
    db,
    `update ${table} d set ${assignments.join(', ')} from ${batch.from}
     where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id ${batch.within('d')} ${own.condition} and not d.removed and ${stillStands}
     returning d.repository_id, d.host, d.id`,
    [...own.params, ...batch.params],
  );
}

/** Deletes rows that the fold makes no longer, those that still stand as they were read; returns the keys of these. */
export async function deleteRemoved(
  db: Db,
  generation: number,
  table: DerivedTable,
  rows: readonly Settled[],
): Promise<readonly RowKey[]> {
  if (rows.length === 0) return [];
  const own = ownRows(generation, table);
  const batch = shardBatch(db, { ...keyColumns, ...standing }, rows.map(withStanding), own.params.length + 1);
  return run<RowKey>(
    db,
    `delete from ${table} d using ${batch.from}
     where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id ${batch.within('d')} ${own.condition} and d.removed and ${stillStands}
     returning d.repository_id, d.host, d.id`,
    [...own.params, ...batch.params],
  );
}

/** Times are read in whole milliseconds. */
const stillStands = `d.row_hash = u.stood_hash and date_trunc('milliseconds', d.due_at) is not distinct from u.stood_due`;

function withStanding(row: Settled): object {
  return { ...row, stood_hash: row.stood.row_hash, stood_due: row.stood.due_at };
}

function ownRows(
  generation: number,
  table: DerivedTable,
): { readonly condition: string; readonly params: readonly number[] } {
  return isFactTable(table)
    ? { condition: '', params: [] }
    : { condition: 'and d.generation = $1', params: [generation] };
}
