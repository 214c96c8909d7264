import type { Db } from './database.ts';
import { insertRows } from './insert-rows.ts';
import { type LogKey, type LogRow, logColumns, logKey, logKeyColumns } from './log-row.ts';
import { type Database, tableColumns } from './schema.ts';

const key = logKeyColumns.join(', ');

/**
 * Does what `appendAtOnce` does where the log is distributed and the inbox is not: log and inbox in two statements of one
 * transaction. A row that is in the log but not in the inbox goes to the inbox again, because the log does not tell whether it
 * was folded. Folding it twice changes nothing. Its quirks are left out, because they are counted once. Returns the keys of the rows that are new.
 */
export async function appendInSteps(db: Db, rows: readonly LogRow[]): Promise<readonly string[]> {
  if (!db.isTransaction) return db.transaction().execute((tx) => appendInSteps(tx, rows));
  const fresh = await insertRows<LogKey>(db, {
    table: 'observation_log',
    columns: logColumns,
    rows,
    ending: `on conflict (${key}) do nothing returning ${key}`,
  });
  const left = new Set(fresh.map(logKey));
  const isNew = new Set(left);
  const waiting = rows.filter((row) => left.delete(logKey(row)) && (row.observation != null || row.quirks !== ''));
  const again = rows.filter((row) => !isNew.has(logKey(row)) && row.observation != null);
  if (waiting.length + again.length > 0) await queue(db, [...waiting, ...again.map((row) => ({ ...row, quirks: '' }))]);
  return fresh.map(logKey);
}

async function queue(db: Db, rows: readonly LogRow[]): Promise<void> {
  await insertRows(db, {
    table: 'inbox',
    columns: tableColumns.inbox,
    rows: rows.map((row): Database['inbox'] => ({ ...row, seen_at: row.sent_at ?? row.received_at })),
    ending: `on conflict (${key}) do nothing`,
  });
}
