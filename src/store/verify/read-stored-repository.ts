import { type SqlBool, sql } from 'kysely';
import type { CustomEvent } from '../../model/custom-event.ts';
import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { JobRun, WorkflowRun } from '../../model/job-run.ts';
import type { Observation } from '../../model/observation.ts';
import type { Revision } from '../../model/revision.ts';
import { columnsOf } from '../columns-of.ts';
import { customEventColumns, fromCustomEventRow } from '../custom-event-row.ts';
import type { Db } from '../database.ts';
import { fromHookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { instant } from '../instant.ts';
import { fromJobRunRow, jobRunColumns } from '../job-run-row.ts';
import { earliestMinute, readMinutesFrom } from '../minute-retention.ts';
import { type AnswersOfCommit, toCommits } from '../projection/commit-answers.ts';
import { fromRevisionRow, revisionColumns } from '../revision-row.ts';
import type { Database } from '../schema.ts';
import type { DerivedTable } from '../settlement/save-settled.ts';
import { fromWorkflowRunRow, workflowRunColumns } from '../workflow-run-row.ts';

/** A repository to verify. `forgotten_until`: retention has removed revisions that were changed up to here, ms; null: none. */
export type ListedRepository = Pick<
  Database['repositories'],
  'repository_id' | 'host' | 'full_name' | 'forgotten_until'
>;

/**
 * Every repository that the log, GitHub's list of deliveries or an event that was sent speaks of, in order of id; without a name where none
 * is known.
 */
export function listRepositories(db: Db): Promise<readonly ListedRepository[]> {
  const told = db
    .selectFrom('hook_deliveries')
    .select(['repository_id', 'host'])
    .union(db.selectFrom('custom_events').select(['repository_id', 'host']));
  return db
    .selectFrom('repositories')
    .select(['repository_id', 'host', 'full_name', 'forgotten_until'])
    .unionAll(
      db
        .selectFrom(told.as('d'))
        .leftJoin('repositories as r', (join) =>
          join.onRef('r.repository_id', '=', 'd.repository_id').onRef('r.host', '=', 'd.host'),
        )
        .select(['d.repository_id', 'd.host', sql<string>`''`.as('full_name')])
        .select(sql<number | null>`null::timestamptz`.as('forgotten_until'))
        .where('r.repository_id', 'is', null),
    )
    .orderBy('repository_id')
    .orderBy('host')
    .execute();
}

/** Everything stored of one repository in a fold generation, and in all generations of objectives. Read it in one repeatable-read transaction. */
export interface StoredRepository {
  readonly observations: readonly Observation[];
  readonly jobRuns: readonly JobRun[];
  readonly workflowRuns: readonly WorkflowRun[];
  readonly revisions: readonly Revision[];
  /** Not derived, but verdicts and totals are derived from them. */
  readonly hookDeliveries: readonly HookDelivery[];
  readonly customEvents: readonly CustomEvent[];
  readonly answers: readonly AnswersOfCommit[];
  readonly verdicts: readonly Pick<Database['verdicts'], 'generation' | 'event_id' | 'verdict' | 'at' | 'provider'>[];
  /** `value` is exact minus folded, by generation, name, kind, provider and label. */
  readonly totals: readonly (Pick<
    Database['totals'],
    'generation' | 'name' | 'kind' | 'provider' | 'label' | 'folded'
  > & { readonly value: number })[];
  /** Minute buckets, from `minutesFrom` on. */
  readonly buckets: readonly Pick<Database['slo_buckets'], 'generation' | 'at' | 'good' | 'bad' | 'excluded'>[];
  /** Minutes before are not kept, ms. */
  readonly minutesFrom: number;
  /** Work that is not done yet: with any, the rest cannot be compared. */
  readonly unfinished: number;
}

/** Reads what is stored of a repository; rows are those of one fold generation. `now` in ms. */
export async function readStoredRepository(
  db: Db,
  key: ListedRepository,
  generation: number,
  now: number,
): Promise<StoredRepository> {
  const { repository_id, host } = key;
  const own = sql<SqlBool>`repository_id = ${repository_id} and host = ${host}`;
  const ofFold = sql<SqlBool>`${own} and generation = ${generation}`;
  const stays = sql<SqlBool>`not removed`;
  const isDue = sql<SqlBool>`due_at <= ${instant(now)}`;
  const countDue = async (table: DerivedTable, belongs: typeof own): Promise<number> => {
    const rows = db.selectFrom(table).where(belongs).where(isDue);
    return (await rows.select(rowCount).executeTakeFirstOrThrow()).count;
  };
  const inbox = await db.selectFrom('inbox as t').where(own).select(rowCount).executeTakeFirstOrThrow();
  const dueJobs = await countDue('job_runs', ofFold);
  const dueRevisions = await countDue('revisions', ofFold);
  const dueFacts = (await countDue('hook_deliveries', own)) + (await countDue('custom_events', own));
  const log = await db.selectFrom('observation_log as t').select('t.observation').where(own).execute();
  const jobRuns = await db
    .selectFrom('job_runs as t')
    .select(columnsOf(jobRunColumns))
    .where(ofFold)
    .where(stays)
    .execute();
  const workflowRuns = await db
    .selectFrom('workflow_runs as t')
    .select(columnsOf(workflowRunColumns))
    .where(ofFold)
    .execute();
  const revisions = await db
    .selectFrom('revisions as t')
    .select(columnsOf(revisionColumns))
    .where(ofFold)
    .where(stays)
    .execute();
  const hookDeliveries = await db
    .selectFrom('hook_deliveries as t')
    .select(columnsOf(hookDeliveryColumns))
    .where(own)
    .where(stays)
    .execute();
  const customEvents = await db
    .selectFrom('custom_events as t')
    .select(columnsOf(customEventColumns))
    .where(own)
    .execute();
  const answers = await db
    .selectFrom('commit_answers as t')
    .select(['t.repository_id', 't.host', 't.head_sha', 't.provider', 't.is_ci', 't.begins', 't.at'])
    .where(ofFold)
    .execute();
  const minutesFrom = await readMinutesFrom(db);
  return {
    observations: log.flatMap(({ observation }) => observation ?? []),
    jobRuns: jobRuns.map(fromJobRunRow),
    workflowRuns: workflowRuns.map(fromWorkflowRunRow),
    revisions: revisions.map(fromRevisionRow),
    hookDeliveries: hookDeliveries.map(fromHookDeliveryRow),
    customEvents: customEvents.map(fromCustomEventRow),
    answers: toCommits(answers),
    verdicts: await db
      .selectFrom('verdicts as t')
      .select(['t.generation', 't.event_id', 't.verdict', 't.at', 't.provider'])
      .where(own)
      .execute(),
    totals: await db
      .selectFrom('totals as t')
      .select(['t.generation', 't.name', 't.kind', 't.provider', 't.label', 't.folded'])
      .select((total) => total('t.exact', '-', total.ref('t.folded')).as('value'))
      .where(own)
      .execute(),
    buckets: await db
      .selectFrom('slo_buckets as t')
      .select(['t.generation', 't.at', 't.good', 't.bad', 't.excluded'])
      .where(own)
      .where('t.seconds', '=', 60)
      .where('t.at', '>=', earliestMinute(minutesFrom))
      .where(sql<SqlBool>`(t.good <> 0 or t.bad <> 0 or t.excluded <> 0)`)
      .execute(),
    minutesFrom,
    unfinished: inbox.count + dueJobs + dueRevisions + dueFacts,
  };
}

const rowCount = sql<number>`count(*)`.as('count');
