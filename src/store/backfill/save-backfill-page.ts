import { sql } from 'kysely';
import type { LogEntry } from '../../model/delivery.ts';
import { append } from '../append.ts';
import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import { keyTable } from '../key-table.ts';
import { type Database, tableColumns } from '../schema.ts';
import type { BackfillItem, BackfillKey, BackfillStage } from './backfill.ts';

/** What one step of a back-fill brought. */
export interface BackfillPage {
  readonly entries: readonly LogEntry[];
  /** Named by what was read, to be read later. */
  readonly found: readonly BackfillItem[];
  /** Read with this step. */
  readonly done: readonly BackfillItem[];
  /** How many of them GitHub did not have any more. */
  readonly missing: number;
  readonly stage: BackfillStage;
  readonly place: unknown;
}

/** Larger statements are no faster and take more memory. */
const mostEntries = 500;

/** Writes the facts and how far the back-fill has come in one transaction: an interruption loses neither and doubles nothing. */
export function saveBackfillPage(db: Db, key: BackfillKey, page: BackfillPage): Promise<void> {
  return db.transaction().execute(async (tx) => {
    let fresh = 0;
    for (let from = 0; from < page.entries.length; from += mostEntries) {
      const added = await append(tx, page.entries.slice(from, from + mostEntries));
      fresh += added.filter(Boolean).length;
    }
    await addItems(tx, key, page.found);
    await finishItems(tx, key, page.done);
    await tx
      .updateTable('backfills')
      .set((backfill) => ({
        stage: page.stage,
        place: sql`${page.place === null ? null : JSON.stringify(page.place)}::jsonb`,
        facts: backfill('facts', '+', page.entries.length),
        new_facts: backfill('new_facts', '+', fresh),
        missing: backfill('missing', '+', page.missing),
        error: null,
      }))
      .where('repository_id', '=', key.repositoryId)
      .where('host', '=', key.host)
      .execute();
  });
}

/** What an earlier list said of a thing is kept; a later one adds only what was not known. */
async function addItems(tx: Db, key: BackfillKey, items: readonly BackfillItem[]): Promise<void> {
  const each = new Map(items.map((item) => [`${item.kind}/${item.id}`, item]));
  if (each.size === 0) return;
  const rows = [...each.values()].map((item): Database['backfill_items'] => ({
    ...item,
    repository_id: key.repositoryId,
    host: key.host,
    done: false,
  }));
  await insertRows(tx, {
    table: 'backfill_items',
    columns: tableColumns.backfill_items,
    rows,
    ending: `on conflict (repository_id, host, kind, id) do update set detail = excluded.detail || backfill_items.detail`,
  });
}

async function finishItems(tx: Db, key: BackfillKey, items: readonly BackfillItem[]): Promise<void> {
  if (items.length === 0) return;
  const keys = keyTable(tx, 'backfill_items', ['kind', 'id'], items);
  await tx
    .updateTable('backfill_items as i')
    .from(keys.u)
    .set({ done: true })
    .where('i.repository_id', '=', key.repositoryId)
    .where('i.host', '=', key.host)
    .where(keys.matches('i'))
    .execute();
}
