import { noFold, type RejudgingPlace } from '../../model/generation.ts';
import type { EventIndicator, SettledVerdict } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { type Bind, judgedRowsSql } from '../event/judged-events-sql.ts';
import type { RowKey } from '../settlement/read-due.ts';
import { eventTables } from './count-rows.ts';

/** A stretch of stored rows that are judged for a generation that is built. Times in ms. */
export interface Stretch {
  readonly generation: number;
  readonly fold: number;
  readonly indicator: EventIndicator;
  /** The rows before it, newest first, have been judged. */
  readonly place: RejudgingPlace;
  /** The last row of the stretch. */
  readonly last: Required<RejudgingPlace>;
  readonly now: number;
  readonly graceMs: number;
}

/** How often a verdict was written for rows of a repository. */
export interface VerdictSum {
  readonly repository_id: number;
  readonly host: string;
  readonly verdict: SettledVerdict;
  readonly count: number;
}

/** What became of a stretch: the verdicts that were written, and the rows that wait for a result or a deadline. */
export interface JudgedStretch {
  readonly verdicts: readonly VerdictSum[];
  readonly pending: readonly RowKey[];
}

/** The last of the next rows to judge, newest first; null: nothing is left. Uses the index over the generation and the time. */
export async function findStretchEnd(
  tx: Db,
  { fold, indicator, place }: Pick<Stretch, 'fold' | 'indicator' | 'place'>,
  rows: number,
): Promise<{ readonly last: Required<RejudgingPlace>; readonly rows: number } | null> {
  const { table, time } = eventTables[indicator.eventType];
  const params: (string | number)[] = [];
  const bind: Bind = (value, type) => `$${params.push(value as string | number)}::${type}`;
  const conditions = [...ofFold(fold, bind), ...beyond(time, place, bind)];
  const [end] = await run<{ at: number | null; id: string | null; rows: number }>(
    tx,
    `select (array_agg(s.at order by s.at, s.id))[1] as at, (array_agg(s.id order by s.at, s.id))[1] as id, count(*) as rows from (
       select t.${time} as at, t.id from ${table} t ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
       order by t.${time} desc, t.id desc limit ${bind(rows, 'int4')}
     ) s`,
    params,
  );
  if (end === undefined || end.at === null || end.id === null) return null;
  return { last: { at: end.at, id: end.id }, rows: end.rows };
}

/**
 * Judges a stretch in one statement, writes the verdicts that are not there yet and adds them to the buckets. A verdict that is there was
 * made when its row was settled, so it stands. A row that was never settled, or is due, is judged when it is settled. The caller holds the lanes' locks.
 */
export async function judgeStretch(tx: Db, stretch: Stretch): Promise<JudgedStretch> {
  const { generation, indicator, place, last } = stretch;
  const { time } = eventTables[indicator.eventType];
  const { text, params, bind } = judgedRowsSql(
    stretch,
    { repository_id: 't.repository_id', host: 't.host', id: 't.id' },
    (bound) => [
      't.counted is not null',
      ...beyond(time, place, bound),
      `(t.${time}, t.id) >= (${bound(iso(last.at), 'timestamptz')}, ${bound(last.id, 'text')})`,
    ],
  );
  const own = bind(generation, 'int4');
  const rows = await run<{ repository_id: number; host: string; verdict: string; count: number; id: string | null }>(
    tx,
    `with judged as materialized (${text}), written as (
       insert into verdicts (repository_id, host, event_id, generation, verdict, at)
       select repository_id, host, id, ${own}, verdict, to_timestamp(at / 1000) from judged where verdict <> 'pending'
       order by repository_id, id
       on conflict (repository_id, event_id, generation, host) do nothing
       returning repository_id, host, verdict, at
     ), minutes as (
       select repository_id, host, date_trunc('minute', at, 'UTC') as at, ${counted("count(*) filter (where verdict = '?')")}
       from written group by 1, 2, 3
     ), hours as (
       select repository_id, host, date_trunc('hour', at, 'UTC') as at, ${counted('sum(?)')} from minutes group by 1, 2, 3
     ), sums as (
       select repository_id, host, 60 as seconds, at, good, bad, excluded from minutes
       union all select repository_id, host, 3600, at, good, bad, excluded from hours
       union all select 0, '', 60, at, ${counted('sum(?)')} from minutes group by at
       union all select 0, '', 3600, at, ${counted('sum(?)')} from hours group by at
     ), added as (
       insert into slo_buckets (repository_id, host, generation, seconds, at, good, bad, excluded)
       select repository_id, host, ${own}, seconds, at, good, bad, excluded from sums order by repository_id, host, seconds, at
       on conflict (repository_id, host, generation, seconds, at) do update set
         good = slo_buckets.good + excluded.good, bad = slo_buckets.bad + excluded.bad, excluded = slo_buckets.excluded + excluded.excluded
     )
     select repository_id, host, verdict, count(*) as count, null as id from written group by 1, 2, 3
     union all select repository_id, host, verdict, 1, id from judged where verdict = 'pending'`,
    params,
  );
  return {
    verdicts: rows.flatMap(({ id, verdict, ...sum }) =>
      id === null ? [{ ...sum, verdict: verdict as SettledVerdict }] : [],
    ),
    pending: rows.flatMap(({ id, repository_id, host }) => (id === null ? [] : [{ repository_id, host, id }])),
  };
}

/** The three counts of a bucket, each made by the expression in which `?` stands for its name. */
function counted(expression: string): string {
  return ['good', 'bad', 'excluded'].map((name) => `${expression.replace('?', name)}::int8 as ${name}`).join(', ');
}

function ofFold(fold: number, bind: Bind): readonly string[] {
  return fold === noFold ? [] : [`t.generation = ${bind(fold, 'int4')}`];
}

/** Rows after a place, newest first. */
function beyond(time: string, { at, id }: RejudgingPlace, bind: Bind): readonly string[] {
  return at === undefined || id === undefined
    ? []
    : [`(t.${time}, t.id) < (${bind(iso(at), 'timestamptz')}, ${bind(id, 'text')})`];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
