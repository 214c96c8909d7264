import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Of the table or alias `t`: job runs that have no final state and that somebody still waits for. Matches the index job_runs_open. */
export const openJobs: RawBuilder<SqlBool> = sql`t.finished_at is null and t.abandoned_at is null and not t.removed`;

/** Those of them that owe a result: builds and tests of a CI that wait for no person. */
export const dueJobs: RawBuilder<SqlBool> = sql`${openJobs} and t.kind in ('build', 'test') and t.role = 'ci' and t.state <> 'waiting'`;

/** Of the alias `t`: newest, open revisions that somebody owes a first status. Matches the index revisions_waiting. */
export const unansweredRevisions: RawBuilder<SqlBool> = sql`t.first_status_at is null and t.superseded_at is null and t.closed_at is null
  and t.abandoned_at is null and not t.nobody_expected and not t.answered_before and not t.removed`;
