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

/** Some of the lanes: those whose number leaves `part` when it is divided by `of`. */
export interface StretchPart {
  readonly part: number;
  readonly of: number;
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
  const next = `select t.${time} as at, t.id from ${table} t ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
     order by t.${time} desc, t.id desc`;
  const most = bind(rows, 'int4');
  const [full] = await run<Required<RejudgingPlace>>(tx, `${next} offset ${most} - 1 limit 1`, params);
  if (full !== undefined) return { last: full, rows };
  const rest = await run<Required<RejudgingPlace>>(tx, `${next} limit ${most}`, params);
  const last = rest.at(-1);
  return last === undefined ? null : { last, rows: rest.length };
}

/**
 * Judges a stretch in one statement, writes the verdicts that are not there yet and adds them to the buckets. A verdict that is there was
 * made when its row was settled, so it stands. A row that was never settled, or is due, is judged when it is settled. Somebody holds the lanes' locks meanwhile.
 * Parts of a stretch may be judged at once: each writes the sums of all repositories last.
 *
 * @param part null: the whole stretch
 */
export async function judgeStretch(tx: Db, stretch: Stretch, part: StretchPart | null): Promise<JudgedStretch> {
  const { generation, indicator, place, last } = stretch;
  const { time, hasProvider } = eventTables[indicator.eventType];
  const { text, params, bind } = judgedRowsSql(
    stretch,
    {
      repository_id: 't.repository_id',
      host: 't.host',
      id: 't.id',
      provider: hasProvider ? 't.provider' : 'null::text',
    },
    (bound) => [
      't.counted is not null',
      ...(part === null ? [] : [`t.lane % ${bound(part.of, 'int2')} = ${bound(part.part, 'int2')}`]),
      ...beyond(time, place, bound),
      `(t.${time}, t.id) >= (${bound(iso(last.at), 'timestamptz')}, ${bound(last.id, 'text')})`,
    ],
  );
  const own = bind(generation, 'int4');
  const rows = await run<{ repository_id: number; host: string; verdict: string; count: number; id: string | null }>(
    tx,
    `with judged as materialized (${text}), written as (
       insert into verdicts (repository_id, host, event_id, generation, verdict, at, provider)
       select repository_id, host, id, ${own}, verdict, to_timestamp(at / 1000), provider from judged where verdict <> 'pending'
       order by repository_id, id
       on conflict (repository_id, event_id, generation, host) do nothing
       returning repository_id, host, verdict, at
     ), minutes as (
       select repository_id, host, to_timestamp(floor(date_part('epoch', at) / 60) * 60) as at, ${counted("count(*) filter (where verdict = '?')")}
       from written group by 1, 2, 3
     ), hours as (
       select repository_id, host, to_timestamp(floor(date_part('epoch', at) / 3600) * 3600) as at, ${counted('sum(?)')} from minutes group by 1, 2, 3
     ), days as (
       select repository_id, host, to_timestamp(floor(date_part('epoch', at) / 86400) * 86400) as at, ${counted('sum(?)')} from hours group by 1, 2, 3
     ), single as (
       select repository_id, host, 60 as seconds, at, good, bad, excluded from minutes
       union all select repository_id, host, 3600, at, good, bad, excluded from hours
       union all select repository_id, host, 86400, at, good, bad, excluded from days
     ), sums as (
       select repository_id, host, seconds, at, good, bad, excluded from single
       union all select 0, '', seconds, at, ${counted('sum(?)')} from single group by seconds, at
     ), added as (
       insert into slo_buckets (repository_id, host, generation, seconds, at, good, bad, excluded)
       select repository_id, host, ${own}, seconds, at, good, bad, excluded from sums
       order by repository_id = 0, repository_id, host, seconds, at
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
