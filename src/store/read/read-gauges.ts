import { type Db, run } from '../database.ts';

type ByState = { readonly kind: string; readonly provider: string; readonly state: string; readonly count: number };
type ByProvider = { readonly kind: string; readonly provider: string; readonly count: number };

const open = 'finished_at is null and superseded_at is null and not removed';

/** Open job runs by kind, provider and state. Uses job_runs_open, so its cost is that of what is open. */
export function readOpenJobs(db: Db): Promise<readonly ByState[]> {
  return run<ByState>(
    db,
    `select kind, provider, state, count(*)::int as count from job_runs where ${open} group by kind, provider, state order by 1, 2, 3`,
  );
}

/** Open job runs queued before `before` (ms). Uses job_runs_open. */
export function readOverdueJobs(db: Db, before: number): Promise<readonly ByProvider[]> {
  return run<ByProvider>(
    db,
    `select kind, provider, count(*)::int as count from job_runs where ${open} and queued_at < $1 group by kind, provider order by 1, 2`,
    [new Date(before).toISOString()],
  );
}

/** Newest, open revisions changed before `before` (ms) without a first status, by provider. Uses revisions_waiting. */
export function readRevisionsWithoutStatus(
  db: Db,
  before: number,
): Promise<readonly { readonly provider: string; readonly count: number }[]> {
  return run(
    db,
    `select provider, count(*)::int as count from revisions
     where first_status_at is null and superseded_at is null and closed_at is null and not removed and changed_at < $1
     group by provider order by provider`,
    [new Date(before).toISOString()],
  );
}

/** Events without a verdict yet, by objective. Walks only rows that wait. */
export async function readPending(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await run<{ slo: string; count: number }>(
    db,
    `select slo, count(*)::int as count from (
       select unnest(string_to_array(pending, ',')) as slo from job_runs where due_at is not null and pending is not null
       union all
       select unnest(string_to_array(pending, ',')) from revisions where due_at is not null and pending is not null
       union all
       select unnest(string_to_array(pending, ',')) from hook_deliveries where due_at is not null and pending is not null
     ) waiting group by slo`,
  );
  return new Map(rows.map(({ slo, count }) => [slo, count]));
}

/** How long the oldest unfinished work has waited, ms: a committed delivery not yet folded, or a row past its due time. */
export async function readLagMs(db: Db, now: number): Promise<number> {
  const [row] = await run<{ oldest: number | null }>(
    db,
    `select least(
       (select min(received_at) from inbox),
       (select min(due_at) from job_runs where due_at <= $1),
       (select min(due_at) from revisions where due_at <= $1),
       (select min(due_at) from hook_deliveries where due_at <= $1)
     ) as oldest`,
    [new Date(now).toISOString()],
  );
  return row?.oldest == null ? 0 : Math.max(0, now - row.oldest);
}

/** Is there anything to fold, or to settle at `now` (ms)? */
export async function hasWork(db: Db, now: number): Promise<boolean> {
  const [row] = await run<{ work: boolean }>(
    db,
    `select exists (select from inbox) or exists (select from job_runs where due_at <= $1) or exists (select from revisions where due_at <= $1)
       or exists (select from hook_deliveries where due_at <= $1) as work`,
    [new Date(now).toISOString()],
  );
  return row?.work ?? false;
}
