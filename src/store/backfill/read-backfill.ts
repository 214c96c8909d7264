import { type Db, run } from '../database.ts';
import type { Backfill, BackfillKey } from './backfill.ts';

const columns = `repository_id as "repositoryId", host, full_name as "fullName", installation_id as "installationId", since,
  started_at as "startedAt", webhooks_since as "webhooksSince", stage, place, facts, new_facts as "newFacts", missing,
  finished_at as "finishedAt", error`;

/** The back-fill of a repository; null when there never was one. */
export async function readBackfill(db: Db, { repositoryId, host }: BackfillKey): Promise<Backfill | null> {
  const [row] = await run<Backfill>(db, `select ${columns} from backfills where repository_id = $1 and host = $2`, [
    repositoryId,
    host,
  ]);
  return row ?? null;
}

/** Those that wait in the background and may be tried at `now` (ms), the longest waiting first. Uses backfills_waiting. */
export function readWaitingBackfills(db: Db, now: number, limit: number): Promise<readonly Backfill[]> {
  return run<Backfill>(
    db,
    `select ${columns} from backfills where try_at <= $1 order by try_at, repository_id, host limit $2`,
    [new Date(now).toISOString(), limit],
  );
}
