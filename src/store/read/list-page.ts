import { type Db, run } from '../database.ts';
import type { Page } from '../store.ts';
import { readCursor, writeCursor } from './cursor.ts';

/** A list query in the making: conditions with their parameters. */
export interface ListQuery {
  readonly conditions: readonly (readonly [sql: string, value: unknown])[];
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
}

/**
 * One page of a table, newest first by (`timeColumn`, id). Each condition's `?` becomes its parameter; conditions
 * whose value is undefined are left out. Relies on an index over the time column and id.
 */
export async function listPage<Row extends { readonly id: unknown }>(
  db: Db,
  table: { readonly select: string; readonly from: string; readonly timeColumn: string },
  query: ListQuery,
): Promise<Page<Row>> {
  const params: unknown[] = [];
  const bind = (value: unknown): string => {
    params.push(value);
    return `$${params.length}`;
  };
  const where = query.conditions
    .filter(([, value]) => value !== undefined)
    .map(([sql, value]) => sql.replaceAll('?', bind(value)));
  if (query.cursor !== undefined) {
    const { at, id } = readCursor(query.cursor);
    where.push(`(t.${table.timeColumn}, t.id) < (${bind(new Date(at).toISOString())}::timestamptz, ${bind(id)})`);
  }
  const limit = query.limit ?? 100;
  const rows = await run<Row & Record<string, unknown>>(
    db,
    `select ${table.select} from ${table.from} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by t.${table.timeColumn} desc, t.id desc limit ${bind(limit + 1)}`,
    params,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next:
      rows.length > limit && last ? writeCursor({ at: last[table.timeColumn] as number, id: last.id as string }) : null,
  };
}

/** Milliseconds as the text of a timestamp; undefined stays undefined, which leaves the condition out. */
export function timeParam(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
