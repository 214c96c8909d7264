import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { JobRun } from '../../model/job-run.ts';
import type { Revision } from '../../model/revision.ts';
import { type Db, run } from '../database.ts';
import { fromHookDeliveryRow, type HookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { fromJobRunRow, type JobRunRow, jobRunColumns } from '../job-run-row.ts';
import { fromRevisionRow, type RevisionRow, revisionColumns } from '../revision-row.ts';
import { arrayLiteral } from '../unnest.ts';

/** A derived row whose time has come: it is new, it changed, or a deadline has passed. */
export interface Due<Row> {
  readonly row: Row;
  readonly repository: string;
  /** The fold makes it no longer: take out what was counted of it, then delete it. */
  readonly removed: boolean;
  /** What the totals hold of it, as the settler wrote it; null when nothing. */
  readonly counted: string | null;
}

interface Settling {
  readonly repository: string | null;
  readonly removed: boolean;
  readonly counted: string | null;
}

/** Job runs due at `now` (ms) in these lanes, the longest due first. Uses job_runs_due. */
export async function readDueJobRuns(
  db: Db,
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<readonly Due<JobRun>[]> {
  const rows = await readDue<JobRunRow>(db, 'job_runs', Object.keys(jobRunColumns), lanes, now, limit);
  return rows.map((row) => toDue(row, fromJobRunRow(row)));
}

/** Revision rows due at `now` (ms) in these lanes, the longest due first. Uses revisions_due. */
export async function readDueRevisions(
  db: Db,
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<readonly Due<Revision>[]> {
  const rows = await readDue<RevisionRow>(db, 'revisions', Object.keys(revisionColumns), lanes, now, limit);
  return rows.map((row) => toDue(row, fromRevisionRow(row)));
}

/** Webhook deliveries due at `now` (ms) in these lanes, the longest due first. Uses hook_deliveries_due. */
export async function readDueDeliveries(
  db: Db,
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<readonly Due<HookDelivery>[]> {
  const rows = await readDue<HookDeliveryRow>(
    db,
    'hook_deliveries',
    Object.keys(hookDeliveryColumns),
    lanes,
    now,
    limit,
  );
  return rows.map((row) => toDue(row, fromHookDeliveryRow(row)));
}

function readDue<Row>(
  db: Db,
  table: string,
  columns: readonly string[],
  lanes: readonly number[],
  now: number,
  limit: number,
): Promise<readonly (Row & Settling)[]> {
  const list = columns.map((name) => `d.${name}`).join(', ');
  return run(
    db,
    `select ${list}, d.removed, d.counted, r.full_name as repository
     from ${table} d left join repositories r on r.repository_id = d.repository_id and r.host = d.host
     where d.due_at <= $1 and d.lane = any($2::int2[]) order by d.due_at limit $3`,
    [new Date(now).toISOString(), arrayLiteral(lanes), limit],
  );
}

function toDue<Row>(row: Settling, derived: Row): Due<Row> {
  return { row: derived, repository: row.repository ?? '', removed: row.removed, counted: row.counted };
}
