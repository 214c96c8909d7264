import type { LogEntry } from '../../model/delivery.ts';
import { append } from '../append.ts';
import { type Db, run } from '../database.ts';
import { unnest } from '../unnest.ts';
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

/** Several statements' worth of parameters is no faster and holds more memory. */
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
    await run(
      tx,
      `update backfills set stage = $3, place = $4::jsonb, facts = facts + $5, new_facts = new_facts + $6, missing = missing + $7, error = null
       where repository_id = $1 and host = $2`,
      [
        key.repositoryId,
        key.host,
        page.stage,
        page.place === null ? null : JSON.stringify(page.place),
        page.entries.length,
        fresh,
        page.missing,
      ],
    );
  });
}

/** What an earlier list said of a thing is kept; a later one adds only what was not known. */
async function addItems(tx: Db, key: BackfillKey, items: readonly BackfillItem[]): Promise<void> {
  const each = new Map(items.map((item) => [`${item.kind}/${item.id}`, item]));
  if (each.size === 0) return;
  const rows = [...each.values()].map((item) => ({ ...item, repository_id: key.repositoryId, host: key.host }));
  const columns = { repository_id: 'int8', host: 'text', kind: 'text', id: 'text', detail: 'jsonb' } as const;
  const batch = unnest(columns, rows);
  await run(
    tx,
    `insert into backfill_items (repository_id, host, kind, id, detail) select ${batch.select} from ${batch.from}
     on conflict (repository_id, host, kind, id) do update set detail = excluded.detail || backfill_items.detail`,
    batch.params,
  );
}

async function finishItems(tx: Db, key: BackfillKey, items: readonly BackfillItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ kind, id }) => ({ kind, id, repository_id: key.repositoryId, host: key.host }));
  const batch = unnest({ repository_id: 'int8', host: 'text', kind: 'text', id: 'text' }, rows);
  await run(
    tx,
    `update backfill_items i set done = true from ${batch.from}
     where i.repository_id = u.repository_id and i.host = u.host and i.kind = u.kind and i.id = u.id`,
    batch.params,
  );
}
