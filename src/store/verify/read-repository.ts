import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { JobRun, WorkflowRun } from '../../model/job-run.ts';
import type { Observation } from '../../model/observation.ts';
import type { Revision } from '../../model/revision.ts';
import { type Db, run } from '../database.ts';
import { fromHookDeliveryRow, type HookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { fromJobRunRow, type JobRunRow, jobRunColumns } from '../job-run-row.ts';
import { fromRevisionRow, type RevisionRow, revisionColumns } from '../revision-row.ts';
import { fromWorkflowRunRow, type WorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';

export interface RepositoryKey {
  readonly repository_id: number;
  readonly host: string;
  readonly full_name: string;
}

/** Every repository that the log or GitHub's list of deliveries speaks of, in order of id; without a name where none is known. */
export function listRepositories(db: Db): Promise<readonly RepositoryKey[]> {
  return run(
    db,
    `select repository_id, host, full_name from repositories
     union all
     select distinct d.repository_id, d.host, '' from hook_deliveries d
       left join repositories r on r.repository_id = d.repository_id and r.host = d.host where r.repository_id is null
     order by repository_id, host`,
  );
}

/** Everything stored of one repository. Read it in one repeatable-read transaction. */
export interface StoredRepository {
  readonly observations: readonly Observation[];
  readonly jobRuns: readonly JobRun[];
  readonly workflowRuns: readonly WorkflowRun[];
  readonly revisions: readonly Revision[];
  /** Not derived, but verdicts and totals are derived from them. */
  readonly hookDeliveries: readonly HookDelivery[];
  readonly firstStatuses: readonly { readonly headSha: string; readonly provider: string; readonly at: number }[];
  readonly verdicts: readonly {
    readonly slo: string;
    readonly event_id: string;
    readonly verdict: string;
    readonly at: number;
  }[];
  /** exact minus folded, by name, kind, provider and label. */
  readonly totals: readonly {
    readonly name: string;
    readonly kind: string;
    readonly provider: string;
    readonly label: string;
    readonly value: number;
    readonly folded: number;
  }[];
  /** Minute buckets. */
  readonly buckets: readonly {
    readonly slo: string;
    readonly at: number;
    readonly good: number;
    readonly bad: number;
    readonly excluded: number;
  }[];
  /** Work that is not done yet: with any, the rest cannot be compared. */
  readonly unfinished: number;
}

export async function readRepository(db: Db, key: RepositoryKey, now: number): Promise<StoredRepository> {
  const own = [key.repository_id, key.host];
  const all = async <Row>(select: string, table: string, where = ''): Promise<readonly Row[]> =>
    run<Row>(db, `select ${select} from ${table} where repository_id = $1 and host = $2 ${where}`, own);
  const due = `and due_at <= '${new Date(now).toISOString()}'`;
  const [inbox] = await all<{ count: number }>('count(*) as count', 'inbox');
  const [jobs] = await all<{ count: number }>('count(*) as count', 'job_runs', due);
  const [revisions] = await all<{ count: number }>('count(*) as count', 'revisions', due);
  const [deliveries] = await all<{ count: number }>('count(*) as count', 'hook_deliveries', due);
  return {
    observations: (
      await all<{ observation: Observation }>('observation', 'observation_log', 'and observation is not null')
    ).map(({ observation }) => observation),
    jobRuns: (await all<JobRunRow>(Object.keys(jobRunColumns).join(', '), 'job_runs', 'and not removed')).map(
      fromJobRunRow,
    ),
    workflowRuns: (await all<WorkflowRunRow>(Object.keys(workflowRunColumns).join(', '), 'workflow_runs')).map(
      fromWorkflowRunRow,
    ),
    revisions: (await all<RevisionRow>(Object.keys(revisionColumns).join(', '), 'revisions', 'and not removed')).map(
      fromRevisionRow,
    ),
    hookDeliveries: (
      await all<HookDeliveryRow>(Object.keys(hookDeliveryColumns).join(', '), 'hook_deliveries', 'and not removed')
    ).map(fromHookDeliveryRow),
    firstStatuses: await all('head_sha as "headSha", provider, first_at as at', 'first_statuses'),
    verdicts: await all('slo, event_id, verdict, at', 'verdicts'),
    totals: await all('name, kind, provider, label, exact - folded as value, folded', 'totals'),
    buckets: await all(
      'slo, at, good, bad, excluded',
      'slo_buckets',
      'and seconds = 60 and (good <> 0 or bad <> 0 or excluded <> 0)',
    ),
    unfinished: (inbox?.count ?? 0) + (jobs?.count ?? 0) + (revisions?.count ?? 0) + (deliveries?.count ?? 0),
  };
}

/** Totals and buckets of all repositories together that differ from the sum of the single ones. */
export async function readRollupDifferences(
  db: Db,
): Promise<readonly { readonly what: string; readonly together: number; readonly sum: number }[]> {
  const totals = await run<{ what: string; together: number; sum: number }>(
    db,
    `select concat_ws(' ', 'total', name, kind, provider, label) as what,
            sum(case when repository_id = 0 then exact else 0 end)::bigint as together, sum(case when repository_id <> 0 then exact else 0 end)::bigint as sum
     from totals group by name, kind, provider, label
     having sum(case when repository_id = 0 then exact else -exact end) <> 0 order by 1`,
  );
  const buckets = await run<{ what: string; together: number; sum: number }>(
    db,
    `select concat_ws(' ', 'bucket', slo, seconds, at) as what,
            sum(case when repository_id = 0 then good + bad + excluded else 0 end)::bigint as together, sum(case when repository_id <> 0 then good + bad + excluded else 0 end)::bigint as sum
     from slo_buckets group by slo, seconds, at
     having sum(case when repository_id = 0 then good else -good end) <> 0 or sum(case when repository_id = 0 then bad else -bad end) <> 0
         or sum(case when repository_id = 0 then excluded else -excluded end) <> 0 order by 1`,
  );
  return [...totals, ...buckets];
}
