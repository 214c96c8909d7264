import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { keyTable } from '../key-table.ts';
import type { Database } from '../schema.ts';

/**
 * Deletes log lines that tell nothing of a commit and were received before `before` (ms). What happened to a repository stays while
 * there is a row that may depend on it. Uses job_runs_unfinished and revisions_unanswered.
 */
export async function deleteOldRecords(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('observation_log')
    .where('received_at', '<', instant(before))
    .where('head_sha', 'is', null)
    .where('observation', 'is', null)
    .execute();
  const told = await db
    .selectFrom('observation_log')
    .select(['repository_id', 'host'])
    .distinct()
    .where('received_at', '<', instant(before))
    .where('head_sha', 'is', null)
    .where('observation', 'is not', null)
    .execute();
  if (told.length === 0) return;
  const needed = new Set((await findNeeding(db, told)).map((key) => `${key.repository_id}@${key.host}`));
  const free = told.filter((key) => !needed.has(`${key.repository_id}@${key.host}`));
  if (free.length === 0) return;
  const keys = keyTable(db, 'observation_log', ['repository_id', 'host'], free);
  await db
    .deleteFrom('observation_log as l')
    .using(keys.u)
    .where(keys.matches('l'))
    .where('l.received_at', '<', instant(before))
    .where('l.head_sha', 'is', null)
    .execute();
}

type Repository = Pick<Database['repositories'], 'repository_id' | 'host'>;

/** Those of these repositories that have a run or a revision which what happened to the repository may still end. */
function findNeeding(db: Db, repositories: readonly Repository[]): Promise<readonly Repository[]> {
  const keys = keyTable(db, 'repositories', ['repository_id', 'host'], repositories);
  return db
    .selectFrom(keys.u)
    .innerJoin('job_runs as j', (join) => join.on(keys.matches('j')))
    .select(['j.repository_id', 'j.host'])
    .distinct()
    .where((row) => row.or([row('j.finished_at', 'is', null), row('j.abandoned_at', 'is not', null)]))
    .where((row) => row.not('j.removed'))
    .union(
      db
        .selectFrom(keys.u)
        .innerJoin('revisions as r', (join) => join.on(keys.matches('r')))
        .select(['r.repository_id', 'r.host'])
        .distinct()
        .where('r.first_status_at', 'is', null)
        .where((row) => row.not('r.removed')),
    )
    .execute();
}
