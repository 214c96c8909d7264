import { type Db, run } from '../../src/store/database.ts';

/** Every derived row and sum, in a fixed order, as one text. `counters`: also what a scrape shows and the corrections. */
export async function dumpRows(db: Db, counters: 'with counters' | 'without counters'): Promise<string> {
  const queries = [
    `select * from job_runs order by repository_id, host, id`,
    `select * from workflow_runs order by repository_id, host, id`,
    `select * from revisions order by repository_id, host, id`,
    `select * from first_statuses order by repository_id, host, head_sha, provider`,
    `select * from hook_deliveries order by repository_id, host, id`,
    `select * from verdicts order by repository_id, host, slo, event_id`,
    `select * from slo_buckets where good <> 0 or bad <> 0 or excluded <> 0 order by repository_id, host, slo, seconds, at`,
    `select repository_id, host, name, kind, provider, label, exact from totals where name <> 'slo_corrections' and exact <> 0 order by 1, 2, 3, 4, 5, 6`,
    `select repository_id, host, guid from observation_log order by 1, 2, 3`,
    `select repository_id, host, full_name from repositories order by 1, 2`,
    ...(counters === 'with counters'
      ? [
          `select repository_id, host, name, kind, provider, label, exported, exemplar_url, exemplar_value, exemplar_at from totals order by 1, 2, 3, 4, 5, 6`,
        ]
      : []),
  ];
  const parts: string[] = [];
  for (const query of queries) parts.push((await run<object>(db, query)).map((row) => JSON.stringify(row)).join('\n'));
  return parts.join('\n--\n');
}

/** Empties every table but the state, so that one database serves many runs. */
export async function emptyTables(db: Db): Promise<void> {
  await run(
    db,
    `truncate observation_log, inbox, kept_aside, repositories, job_runs, workflow_runs, first_statuses, revisions, verdicts, slo_buckets, totals, hook_deliveries, leases`,
  );
}
