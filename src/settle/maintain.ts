import { type Db, run } from '../store/database.ts';

/** What autovacuum does on a server: the embedded database has none, and its queue tables would only grow. */
export async function maintain(db: Db): Promise<void> {
  for (const table of [
    'inbox',
    'totals',
    'slo_buckets',
    'job_runs',
    'revisions',
    'first_statuses',
    'observation_log',
    'hook_deliveries',
    'leases',
  ]) {
    await run(db, `vacuum (analyze) ${table}`);
  }
}
