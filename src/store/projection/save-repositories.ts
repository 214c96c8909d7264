import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { insertRows } from '../insert-rows.ts';

export interface RepositoryRow {
  readonly repository_id: number;
  readonly host: string;
  readonly full_name: string;
  readonly private: boolean | null;
  readonly installation_id: number | null;
  /** ms; the newest naming wins, and of equal times the greater name, so that order does not matter. */
  readonly seen_at: number;
}

const columns = {
  repository_id: 'int8',
  host: 'text',
  full_name: 'text',
  private: 'bool',
  installation_id: 'int8',
  seen_at: 'timestamptz',
} as const;

/** Remembers what repositories are called now; returns those that were called something else before. `rows` hold each repository once. */
export async function saveRepositories(db: Db, rows: readonly RepositoryRow[]): Promise<readonly RepositoryRow[]> {
  if (rows.length === 0) return [];
  const batch = shardBatch(db, columns, rows);
  const before = await run<Pick<RepositoryRow, 'repository_id' | 'host' | 'full_name'>>(
    db,
    `select r.repository_id, r.host, r.full_name from repositories r join ${batch.from} on r.repository_id = u.repository_id and r.host = u.host ${batch.within('r')}`,
    batch.params,
  );
  const changed = await insertRows<RepositoryRow>(db, {
    table: 'repositories',
    columns,
    rows: [...rows].sort((a, b) => a.repository_id - b.repository_id || (a.host < b.host ? -1 : 1)),
    ending: `on conflict (repository_id, host) do update
       set full_name = excluded.full_name, private = coalesce(excluded.private, repositories.private),
           installation_id = coalesce(excluded.installation_id, repositories.installation_id), seen_at = excluded.seen_at
     where (excluded.seen_at, excluded.full_name) > (repositories.seen_at, repositories.full_name)
     returning repository_id, host, full_name, private, installation_id, seen_at`,
  });
  const old = new Map(before.map((row) => [`${row.repository_id}@${row.host}`, row.full_name]));
  return changed.filter((row) => (old.get(`${row.repository_id}@${row.host}`) ?? row.full_name) !== row.full_name);
}

/** The names of these repositories, by `id@host`. */
export async function readRepositoryNames(
  db: Db,
  keys: readonly { readonly repository_id: number; readonly host: string }[],
): Promise<ReadonlyMap<string, string>> {
  const batch = shardBatch(db, { repository_id: 'int8', host: 'text' }, keys);
  const rows = await run<{ repository_id: number; host: string; full_name: string }>(
    db,
    `select r.repository_id, r.host, r.full_name from repositories r join ${batch.from} on r.repository_id = u.repository_id and r.host = u.host ${batch.within('r')}`,
    batch.params,
  );
  return new Map(rows.map((row) => [`${row.repository_id}@${row.host}`, row.full_name]));
}
