import { sql } from 'kysely';
import type { FlakyJob, ReportToil, SlowJob } from '../../act/report/report.ts';
import { noFold } from '../../model/generation.ts';
import type { Bounds } from '../../time/window-bounds.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { inScope, type SeenRepositories } from '../read/seen-repositories.ts';

/** What a report says of jobs. */
export interface JobFactsOfPeriod {
  readonly slowest: readonly SlowJob[];
  readonly flaky: readonly FlakyJob[];
  readonly toil: ReportToil;
}

/** Of fewer runs a median says little. */
const leastRuns = 5;

/** The slowest and the flakiest builds and tests that were queued in [from, to), at most `limit` each, and the toil of that time. */
export async function readJobFacts(
  db: Db,
  scope: SeenRepositories,
  { from, to }: Bounds,
  limit: number,
): Promise<JobFactsOfPeriod> {
  const { fold } = await readShown(db);
  const jobs = sql`job_runs t left join repositories r on r.repository_id = t.repository_id and r.host = t.host
    where t.generation = ${fold ?? noFold} and t.queued_at >= ${instant(from)} and t.queued_at < ${instant(to)}
      and t.kind in ('build', 'test') and t.role = 'ci' and not t.removed and ${inScope(scope, 't')}`;
  const slowest = await sql<SlowJob>`
    select t.name as job, coalesce(r.full_name, '') as repository, count(*) as runs,
      percentile_cont(0.5) within group (order by t.run_ms) as "medianMs", percentile_cont(0.95) within group (order by t.run_ms) as "p95Ms"
    from ${jobs} and t.run_ms is not null
    group by 1, 2 having count(*) >= ${leastRuns} order by 4 desc, 1, 2 limit ${limit}`.execute(db);
  const flaky = await sql<FlakyJob>`
    select f.job, f.repository, count(*) as commits, sum(f.lost)::int8 as "lostMs"
    from (
      select t.repository_id, t.host, t.head_sha, t.name as job, coalesce(r.full_name, '') as repository,
        coalesce(sum(t.run_ms) filter (where t.state = 'failure'), 0) as lost
      from ${jobs}
      group by 1, 2, 3, 4, 5
      having bool_or(t.state = 'failure') and bool_or(t.state = 'success')
    ) f
    group by 1, 2 order by 3 desc, 4 desc, 1, 2 limit ${limit}`.execute(db);
  const toil = await sql<{ reruns: number; afterErrors: number; waitedMs: number }>`
    select coalesce(sum(greatest(c.runs - 1, 0)), 0)::int8 as reruns, coalesce(sum(least(c.errors, greatest(c.runs - 1, 0))), 0)::int8 as "afterErrors",
      coalesce(sum(c.waited), 0)::int8 as "waitedMs"
    from (
      select t.repository_id, t.host, t.head_sha, t.name, t.provider, count(*) as runs,
        count(*) filter (where t.state = 'error') as errors, coalesce(sum(t.queue_ms), 0) as waited
      from ${jobs} and t.state not in ('skipped', 'unknown')
      group by 1, 2, 3, 4, 5
    ) c`.execute(db);
  return {
    slowest: slowest.rows,
    flaky: flaky.rows,
    toil: toil.rows[0] ?? { reruns: 0, afterErrors: 0, waitedMs: 0 },
  };
}
