import type { SubjectEvent } from '../../budget/source/point-in-time.ts';
import { conditionSql, type SqlParam } from '../../condition/condition-sql.ts';
import { findColumn } from '../../condition/find-column.ts';
import { jsonPath } from '../../condition/json-at.ts';
import type { Condition } from '../../model/condition.ts';
import { noFold } from '../../model/generation.ts';
import type { PointInTimeIndicator } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { eventTables } from '../generation/count-rows.ts';
import { arrayLiteral } from '../unnest.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/** Which events of subjects are read. Times in ms. */
export interface SubjectQuestion {
  readonly indicator: PointInTimeIndicator;
  /** Whose rows are read; `noFold` for events that were sent. */
  readonly fold: number;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Every event of a subject in [from, to), and of each subject the latest one before that it is not forgotten for. */
export async function readSubjectEvents(db: Db, question: SubjectQuestion): Promise<readonly SubjectEvent[]> {
  const { text, params } = subjectEventsSql(question);
  return run<SubjectEvent>(db, text, params);
}

function subjectEventsSql({ indicator, fold, from, to }: SubjectQuestion): {
  readonly text: string;
  readonly params: readonly SqlParam[];
} {
  const { event, per, time, where, good, freshWithin, forgetAfterMs } = indicator;
  const params: SqlParam[] = [];
  const bind = (value: SqlParam, type: string): string => `$${params.push(value)}::${type}`;
  const columns = eventColumnsSql(event);
  const holds = (condition: Condition): string => {
    const sql = conditionSql(condition, columns, params.length + 1);
    params.push(...sql.params);
    return `(${sql.text} is true)`;
  };
  const column = (name: string): string => {
    const { sql, type } = findColumn(columns, name) ?? { sql: 'null', type: 'text' };
    return type === 'json' ? `(${sql} #>> ${bind(arrayLiteral(jsonPath(name)), 'text[]')})` : `(${sql})`;
  };
  const subject = `${column(per)}::text`;
  const fresh =
    freshWithin === null
      ? 'null::float8'
      : freshWithin.type === 'fixed'
        ? bind(freshWithin.ms, 'float8')
        : secondsOf(column(freshWithin.name));
  const isGood = holds(good);
  const rows = [
    'not t.removed',
    ...(fold === noFold ? [] : [`t.generation = ${bind(fold, 'int4')}`]),
    `t.${time} >= ${bind(iso(from - forgetAfterMs), 'timestamptz')}`,
    `t.${time} < ${bind(iso(to), 'timestamptz')}`,
    holds(where),
  ].join(' and ');
  const begin = bind(from, 'float8');
  const text = `
    with events as (
      select ${subject} as subject, ${columns.get(time)?.sql} as at, t.id, ${isGood} as good, ${fresh} as "freshWithinMs"
      from ${eventTables[event].table} t
      left join repositories r on r.repository_id = t.repository_id and r.host = t.host
      where ${rows}
    ), before as (
      select distinct on (subject) * from events where at < ${begin} and subject is not null
      order by subject, at desc, id collate "C" desc
    )
    select * from before union all select * from events where at >= ${begin} and subject is not null`;
  return { text, params };
}

/** Seconds as milliseconds, 0 or more; what is no number is any age. */
function secondsOf(sql: string): string {
  return `(case when ${sql}::text ~ '^-?[0-9]{1,12}([.][0-9]{1,12})?$' then greatest(0, ${sql}::float8 * 1000) end)`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
