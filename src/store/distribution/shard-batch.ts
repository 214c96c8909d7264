import type { Db } from '../database.ts';
import { arrayLiteral, type BatchType, type Unnested, unnest } from '../unnest.ts';
import { isKnownDistributed } from './is-distributed.ts';

/** A batch to be joined to distributed tables by `repository_id`, which is one of its columns. */
export interface ShardBatch extends Unnested {
  /**
   * A condition, with `and` before it, that names the batch's repositories for the table of this alias; '' on one server, which
   * finds the rows by the join alone. With it Citus asks only the shards that have them, and not all.
   */
  readonly within: (alias: string) => string;
}

/** As `unnest`; on a distributed database with one parameter more, which `within` refers to: it has to be used at least once then. */
export function shardBatch<Row>(
  db: Db,
  columns: Readonly<Record<string, BatchType>>,
  rows: readonly Row[],
  firstParam = 1,
): ShardBatch {
  const batch = unnest(columns, rows, firstParam);
  if (!isKnownDistributed(db)) return { ...batch, within: () => '' };
  const ids = [...new Set(rows.map((row) => (row as { readonly repository_id: number }).repository_id))];
  const place = `$${firstParam + batch.params.length}`;
  return {
    ...batch,
    params: [...batch.params, arrayLiteral(ids)],
    within: (alias) => `and ${alias}.repository_id = any(${place}::int8[])`,
  };
}
