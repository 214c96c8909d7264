import type { CustomEvent } from '../../model/custom-event.ts';
import type { HookDelivery } from '../../model/hook-delivery.ts';
import type { JobRun } from '../../model/job-run.ts';
import type { Revision } from '../../model/revision.ts';
import { type CustomEventRow, customEventColumns, fromCustomEventRow } from '../custom-event-row.ts';
import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { fromHookDeliveryRow, type HookDeliveryRow, hookDeliveryColumns } from '../hook-delivery-row.ts';
import { fromJobRunRow, type JobRunRow, jobRunColumns } from '../job-run-row.ts';
import { choiceConditions, type RepositoryChoice } from '../repository-choice.ts';
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
  /** How the row stood: it is settled only when it still stands so. */
  readonly stood: Standing;
}

/** What changes whenever a row is folded or settled. */
export interface Standing {
  readonly row_hash: string;
  /** ms; null: not due. */
  readonly due_at: number | null;
}

interface Settling {
  readonly known_name: string | null;
  readonly removed: boolean;
  readonly counted: string | null;
  readonly stood_hash: string;
  readonly stood_due: number | null;
}

/** Rows by their key. */
export interface RowKey {
  readonly repository_id: number;
  readonly host: string;
  readonly id: string;
}

/** Which rows are wanted: those due in some lanes, the longest due first, or those of some keys. */
export type Wanted =
  | {
      readonly lanes: readonly number[];
      /** Due by then, ms. */
      readonly now: number;
      readonly limit: number;
      readonly choice: RepositoryChoice;
    }
  | { readonly keys: readonly RowKey[] };

/** Job runs of a fold generation. Uses job_runs_due. */
export async function readDueJobRuns(db: Db, generation: number, wanted: Wanted): Promise<readonly Due<JobRun>[]> {
  const rows = await readDue<JobRunRow>(db, 'job_runs', Object.keys(jobRunColumns), generation, wanted);
  return rows.map((row) => toDue(row, fromJobRunRow(row)));
}

/** Revision rows of a fold generation. Uses revisions_due. */
export async function readDueRevisions(db: Db, generation: number, wanted: Wanted): Promise<readonly Due<Revision>[]> {
  const rows = await readDue<RevisionRow>(db, 'revisions', Object.keys(revisionColumns), generation, wanted);
  return rows.map((row) => toDue(row, fromRevisionRow(row)));
}

/** Webhook deliveries. Uses hook_deliveries_due. */
export async function readDueDeliveries(db: Db, wanted: Wanted): Promise<readonly Due<HookDelivery>[]> {
  const rows = await readDue<HookDeliveryRow>(db, 'hook_deliveries', Object.keys(hookDeliveryColumns), null, wanted);
  return rows.map((row) => toDue(row, fromHookDeliveryRow(row)));
}

/** Events that were sent. Uses custom_events_due. */
export async function readDueCustomEvents(db: Db, wanted: Wanted): Promise<readonly Due<CustomEvent>[]> {
  const rows = await readDue<CustomEventRow>(db, 'custom_events', Object.keys(customEventColumns), null, wanted);
  return rows.map((row) => toDue(row, fromCustomEventRow(row)));
}

function readDue<Row>(
  db: Db,
  table: string,
  columns: readonly string[],
  generation: number | null,
  wanted: Wanted,
): Promise<readonly (Row & Settling)[]> {
  const list = columns.map((name) => `d.${name}`).join(', ');
  const select = `select ${list}, d.removed, d.counted, d.row_hash as stood_hash, d.due_at as stood_due, r.full_name as known_name`;
  const named = (within: string): string =>
    `left join repositories r on r.repository_id = d.repository_id and r.host = d.host ${within}`;
  const own = generation === null ? [] : [generation];
  if ('keys' in wanted) {
    const keys = shardBatch(db, { repository_id: 'int8', host: 'text', id: 'text' }, wanted.keys, own.length + 1);
    return run(
      db,
      `${select} from ${keys.from} join ${table} d on d.repository_id = u.repository_id and d.host = u.host and d.id = u.id ${keys.within('d')} ${named(keys.within('r'))}
       where not d.removed ${generation === null ? '' : 'and d.generation = $1'}`,
      [...own, ...keys.params],
    );
  }
  const within = choiceConditions(wanted.choice, 'd', 4 + own.length);
  const naming = choiceConditions({ ...wanted.choice, except: [] }, 'r', 4 + own.length).conditions;
  return run(
    db,
    `${select} from ${table} d ${named(naming)}
     where d.due_at <= $1 and d.lane = any($2::int2[]) ${generation === null ? '' : 'and d.generation = $4'} ${within.conditions}
     order by d.due_at limit $3`,
    [new Date(wanted.now).toISOString(), arrayLiteral(wanted.lanes), wanted.limit, ...own, ...within.params],
  );
}

/** A row with what settling keeps on it. */
function toDue<Row>(row: Settling, derived: Row): Due<Row> {
  return {
    row: derived,
    repository: row.known_name ?? '',
    removed: row.removed,
    counted: row.counted,
    stood: { row_hash: row.stood_hash, due_at: row.stood_due },
  };
}
