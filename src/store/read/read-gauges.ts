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
  const waiting = (table: string): string =>
    `select pending, count(*)::int as count from ${table} where due_at is not null and pending is not null group by pending`;
  const rows = await run<{ pending: string; count: number }>(
    db,
    `${waiting('job_runs')} union all ${waiting('revisions')} union all ${waiting('hook_deliveries')}`,
  );
  const counts = new Map<string, number>();
  for (const { pending, count } of rows) {
    for (const slo of pending.split(',')) counts.set(slo, (counts.get(slo) ?? 0) + count);
  }
  return counts;
}

/** How long the oldest unfinished work has waited, ms: a committed delivery not yet folded, or a row past its due time. */
export async function readLagMs(db: Db, now: number): Promise<number> {
  const [committed] = await run<{ oldest: number | null }>(db, `select min(received_at) as oldest from inbox`);
  const [due] = await run<{ oldest: number | null }>(
    db,
    `select least(
       (select min(due_at) from job_runs where due_at <= $1),
       (select min(due_at) from revisions where due_at <= $1),
       (select min(due_at) from hook_deliveries where due_at <= $1)
     ) as oldest`,
    [new Date(now).toISOString()],
  );
  return Math.max(0, now - (committed?.oldest ?? now), now - (due?.oldest ?? now));
}

/**
 * Is there anything to fold, or to settle at `now` (ms)? Asks in the order in which work moves, so that none is missed
 * on its way.
 */
export async function hasWork(db: Db, now: number): Promise<boolean> {
  const [inbox] = await run<{ work: boolean }>(db, `select exists (select from inbox) as work`);
  if (inbox?.work) return true;
  const first = (table: string): string => `(select true from ${table} where due_at <= $1 order by due_at limit 1)`;
  const [due] = await run<{ work: boolean }>(
    db,
    `select coalesce(${first('job_runs')}, ${first('revisions')}, ${first('hook_deliveries')}, false) as work`,
    [new Date(now).toISOString()],
  );
  return due?.work ?? false;
}
