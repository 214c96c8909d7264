import type { ColumnType } from './column.ts';

/**
 * The column that a condition names; undefined when there is none. `data.asset.name` is the column `data` where that holds JSON; the
 * words after its first dot are the path in it.
 */
export function findColumn<Known extends { readonly type: ColumnType }>(
  columns: ReadonlyMap<string, Known>,
  name: string,
): Known | undefined {
  const known = columns.get(name);
  if (known !== undefined) return known;
  const dot = name.indexOf('.');
  const root = dot < 0 ? undefined : columns.get(name.slice(0, dot));
  return root?.type === 'json' ? root : undefined;
}
