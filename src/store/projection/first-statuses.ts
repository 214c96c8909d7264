import { type Db, run } from '../database.ts';
import { insertRows } from '../insert-rows.ts';
import { unnest } from '../unnest.ts';
import type { CommitKey } from './load-observations.ts';

/** The first answer of one provider on one commit; time in ms. */
export interface FirstStatusRow extends CommitKey {
  readonly provider: string;
  readonly first_at: number;
}

const keyColumns = { repository_id: 'int8', host: 'text', head_sha: 'text' } as const;

/** The stored first statuses of these commits. */
export function readFirstStatuses(db: Db, commits: readonly CommitKey[]): Promise<readonly FirstStatusRow[]> {
  const batch = unnest(keyColumns, commits);
  return run(
    db,
    `select f.repository_id, f.host, f.head_sha, f.provider, f.first_at
     from ${batch.from} join first_statuses f on f.repository_id = u.repository_id and f.host = u.host and f.head_sha = u.head_sha`,
    batch.params,
  );
}

/** Replaces the first statuses of these commits. */
export async function replaceFirstStatuses(
  db: Db,
  commits: readonly CommitKey[],
  rows: readonly FirstStatusRow[],
): Promise<void> {
  if (commits.length === 0) return;
  const old = unnest(keyColumns, commits);
  await run(
    db,
    `delete from first_statuses f using ${old.from} where f.repository_id = u.repository_id and f.host = u.host and f.head_sha = u.head_sha`,
    old.params,
  );
  const columns = { ...keyColumns, provider: 'text', first_at: 'timestamptz' } as const;
  await insertRows(db, { table: 'first_statuses', columns, rows, ending: '' });
}
