import { type Db, run } from '../database.ts';
import { type ColumnType, unnest } from '../unnest.ts';

/** What settling leaves on a derived row. */
export interface Settled {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
  readonly counted: string;
  /** When it must be looked at again although nothing new may have come, ms; null: only new evidence can change it. */
  readonly due_at: number | null;
  /** Names of the objectives that still wait for it, comma separated; null when none does. */
  readonly pending: string | null;
  /** Revisions only: the verdict to show. */
  readonly verdict?: string | null;
}
export type DerivedTable = 'job_runs' | 'revisions' | 'hook_deliveries';

const keyColumns = { repository_id: 'int8', host: 'text', id: 'text' } as const;

export async function saveSettled(db: Db, table: DerivedTable, rows: readonly Settled[]): Promise<void> {
  if (rows.length === 0) return;
  const columns: Record<string, ColumnType> = {
    ...keyColumns,
    counted: 'text',
    due_at: 'timestamptz',
    pending: 'text',
    ...(table === 'revisions' ? { verdict: 'text' } : {}),
  };
  const batch = unnest(columns, rows);
  const changes = Object.keys(columns)
    .slice(3)
    .map((name) => `${name} = u.${name}`);
  await run(
    db,
    `update ${table} d set ${changes.join(', ')} from ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id`,
    batch.params,
  );
}

/** Deletes rows that the fold makes no longer, after everything counted of them was taken out. */
export async function deleteRemoved(
  db: Db,
  table: DerivedTable,
  keys: readonly Pick<Settled, 'repository_id' | 'host' | 'id'>[],
): Promise<void> {
  if (keys.length === 0) return;
  const batch = unnest(keyColumns, keys);
  await run(
    db,
    `delete from ${table} d using ${batch.from} where d.repository_id = u.repository_id and d.host = u.host and d.id = u.id`,
    batch.params,
  );
}
