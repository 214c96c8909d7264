import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { type DerivedTable, isFactTable } from '../settlement/save-settled.ts';
import { dueJobs, openJobs, unansweredRevisions } from './open-jobs.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { OpenJobs, OverdueJobs, RevisionsWithoutStatus } from './view.ts';

/** A generation that no row has: it is used before the first deployment, when there is no current one. */
const noGeneration = -1;
/** A count of rows that comes out as a number. */
const rowCount = sql<number>`count(*)`.as('count');

/** Open job runs by kind, provider and state. Uses job_runs_open, so its cost is that of what is open. */
export async function readOpenJobs(db: Db, scope: SeenRepositories): Promise<readonly OpenJobs[]> {
  const { fold } = await readShown(db);
  return db
    .selectFrom('job_runs as t')
    .select(['t.kind', 't.provider', 't.state', rowCount])
    .where(openJobs)
    .where('t.generation', '=', fold ?? noGeneration)
    .where(inScope(scope, 't'))
    .groupBy(['t.kind', 't.provider', 't.state'])
    .orderBy('t.kind')
    .orderBy('t.provider')
    .orderBy('t.state')
    .execute();
}

/** Open builds and tests of a CI, queued before `before` (ms), that wait for no person. Uses job_runs_open. */
export async function readOverdueJobs(
  db: Db,
  scope: SeenRepositories,
  before: number,
): Promise<readonly OverdueJobs[]> {
  const { fold } = await readShown(db);
  return db
    .selectFrom('job_runs as t')
    .select(['t.kind', 't.provider', rowCount])
    .where(dueJobs)
    .where('t.queued_at', '<', instant(before))
    .where('t.generation', '=', fold ?? noGeneration)
    .where(inScope(scope, 't'))
    .groupBy(['t.kind', 't.provider'])
    .orderBy('t.kind')
    .orderBy('t.provider')
    .execute();
}

/** Newest, open revisions changed before `before` (ms) that somebody owes a first status, by provider. Uses revisions_waiting. */
export async function readRevisionsWithoutStatus(
  db: Db,
  scope: SeenRepositories,
  before: number,
): Promise<readonly RevisionsWithoutStatus[]> {
  const { fold } = await readShown(db);
  return db
    .selectFrom('revisions as t')
    .select(['t.provider', rowCount])
    .where(unansweredRevisions)
    .where('t.changed_at', '<', instant(before))
    .where('t.generation', '=', fold ?? noGeneration)
    .where(inScope(scope, 't'))
    .groupBy('t.provider')
    .orderBy('t.provider')
    .execute();
}

/** Events without a verdict yet, by objective. Walks only rows that wait. */
export async function readPending(db: Db, scope: SeenRepositories): Promise<ReadonlyMap<string, number>> {
  const { fold, slos } = await readShown(db);
  const names = new Map(slos.map(({ id, slo }) => [String(id), slo]));
  const own = sql`t.generation = ${fold ?? noGeneration} and`;
  const waiting = (table: DerivedTable) => sql`
    select t.pending, count(*) as count from ${sql.table(table)} t
    where ${isFactTable(table) ? sql`` : own} t.due_at is not null and t.pending is not null and ${inScope(scope, 't')} group by t.pending`;
  const { rows } = await sql<{ pending: string; count: number }>`
    ${waiting('job_runs')} union all ${waiting('revisions')} union all ${waiting('hook_deliveries')} union all ${waiting('custom_events')}`.execute(
    db,
  );
  const counts = new Map<string, number>();
  for (const { pending, count } of rows) {
    for (const id of pending.split(',')) {
      const slo = names.get(id);
      if (slo !== undefined) counts.set(slo, (counts.get(slo) ?? 0) + count);
    }
  }
  return counts;
}
