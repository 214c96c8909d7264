import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import type { FoldedTable } from '../folded-row.ts';
import type { RowKey } from '../settlement/read-due.ts';
import type { StoredRow } from './stored-rows.ts';

const keyColumns = { repository_id: 'int8', host: 'text', id: 'text' } as const;

/** Marks rows that the fold of a generation no longer makes, so that settling takes them out of the totals; due at `dueAt` (ms). */
export async function markRemoved(
  db: Db,
  generation: number,
  table: 'job_runs' | 'revisions',
  rows: readonly StoredRow[],
  dueAt: number,
): Promise<void> {
  if (rows.length === 0) return;
  const batch = shardBatch(db, keyColumns, rows, 3);
  await run(
    db,
    `update ${table} d set removed = true, due_at = least(d.due_at, $1::timestamptz) from ${batch.from}
     where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id and d.generation = $2 ${batch.within('d')}`,
    [new Date(dueAt).toISOString(), generation, ...batch.params],
  );
}

/** Deletes rows that the fold of a generation no longer makes and that nothing counts. */
export async function deleteDerived(
  db: Db,
  generation: number,
  table: FoldedTable,
  rows: readonly RowKey[],
): Promise<void> {
  if (rows.length === 0) return;
  const batch = shardBatch(db, keyColumns, rows, 2);
  await run(
    db,
    `delete from ${table} d using ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id
       and d.generation = $1 ${batch.within('d')}`,
    [generation, ...batch.params],
  );
}
