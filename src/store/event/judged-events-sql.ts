import { conditionSql, type SqlParam } from '../../condition/condition-sql.ts';
import type { Condition } from '../../model/condition.ts';
import { noFold } from '../../model/generation.ts';
import type { EventIndicator, EventType } from '../../model/objective.ts';
import { eventTables } from '../generation/count-rows.ts';
import { choiceConditions, everyRepository, type RepositoryChoice } from '../repository-choice.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/** Which events are judged, and when. Times in ms, UTC. */
export interface JudgedRange {
  readonly indicator: EventIndicator;
  /** Whose rows are judged; `noFold` for deliveries and events that were sent. */
  readonly fold: number;
  /** The events' own times: from … */
  readonly from: number;
  /** … to, exclusive. */
  readonly to: number;
  readonly now: number;
  /** How long after its deadline an event without a result is waited for. */
  readonly graceMs: number;
  /** Default: all repositories. */
  readonly choice?: RepositoryChoice;
}

/** Which stored rows are judged, and when. Times in ms, UTC. */
export type JudgedRows = Omit<JudgedRange, 'from' | 'to'>;

/** Takes a value as a parameter of this type and gives the place where it stands. */
export type Bind = (value: SqlParam, type: string) => string;

/**
 * A statement that judges every stored event of a range: what `judge` says of each of them. Its rows have `verdict`, `at` (ms, the event's
 * own time) and the `further` columns, which are SQL over the stored row `t` and its repository `r`. Where the deadline tells how far an
 * event's time can be from its beginning, the index by that is used.
 */
export function judgedEventsSql(
  { from, to, ...judged }: JudgedRange,
  further: Readonly<Record<string, string>> = {},
): { readonly text: string; readonly params: readonly SqlParam[] } {
  const { eventType, withinMs, from: beginning } = judged.indicator;
  const { time } = eventTables[eventType];
  const { text, params, bind } = judgedRowsSql(judged, further, (bound) =>
    withinMs === null || beginning !== time
      ? []
      : [`t.${time} >= ${bound(iso(from - withinMs), 'timestamptz')}`, `t.${time} < ${bound(iso(to), 'timestamptz')}`],
  );
  const range = `v.at >= ${bind(from, 'float8')} and v.at < ${bind(to, 'float8')}`;
  return { text: `select v.* from (${text}) v where ${range}`, params };
}

/**
 * As `judgedEventsSql`, of the stored rows that meet the conditions, whatever their own time.
 *
 * @param conditions SQL over the stored row `t`, all of which have to hold
 */
export function judgedRowsSql(
  { indicator, fold, now, graceMs, choice = everyRepository }: JudgedRows,
  further: Readonly<Record<string, string>>,
  conditions: (bind: Bind) => readonly string[],
): { readonly text: string; readonly params: SqlParam[]; readonly bind: Bind } {
  const { eventType, withinMs } = indicator;
  const params: SqlParam[] = [];
  const bind: Bind = (value, type) => `$${params.push(value)}::${type}`;
  const columns = eventColumnsSql(eventType);
  const holds = (condition: Condition): string => {
    const sql = conditionSql(condition, columns, params.length + 1);
    params.push(...sql.params);
    return `(${sql.text} is true)`;
  };
  const timeOf = (name: string): string => columns.get(name)?.sql ?? 'null::float8';
  const { table } = eventTables[eventType];
  const within = withinMs === null ? 'null::float8' : bind(withinMs, 'float8');
  const isCounted = holds(indicator.where);
  const hits = holds(indicator.outcome.condition);
  const isExcluded = holds(indicator.exclude);
  const waited = `${bind(now, 'float8')} - ${bind(graceMs, 'float8')}`;
  const rows = [
    'not t.removed',
    ...(fold === noFold ? [] : [`t.generation = ${bind(fold, 'int4')}`]),
    ...judgedByType(eventType),
    ...conditions(bind),
  ].join(' and ');
  const own = choiceConditions(choice, 't', params.length + 1);
  params.push(...own.params);
  const names = Object.keys(further);
  const text = `
      select ${['j.verdict', ...names.map((name) => `j.${name}`)].join(', ')},
        case when j.verdict = 'pending' then j.began when j.resolved then greatest(j.began, j.ended) else j.deadline end as at
      from (
        select b.began, b.ended, e.deadline, e.resolved, ${names.map((name) => `${further[name]} as ${name}, `).join('')}
          case
            when e.resolved and ${indicator.outcome.side === 'good' ? hits : `not ${hits}`} then 'good'
            when not e.resolved and (e.deadline is null or e.deadline > ${waited}) then 'pending'
            when ${isExcluded} then 'excluded'
            else 'bad'
          end as verdict
        from ${table} t
        left join repositories r on r.repository_id = t.repository_id and r.host = t.host
        cross join lateral (select ${timeOf(indicator.from)} as began, ${timeOf(indicator.until)} as ended) b
        cross join lateral (
          select b.began + ${within} as deadline,
            b.ended is not null and (b.began + ${within} is null or b.ended <= b.began + ${within}) as resolved
        ) e
        where ${rows} ${own.conditions} and ${isCounted}
      ) j`;
  return { text, params, bind };
}

/** Which rows of a type objectives may count at all. */
function judgedByType(eventType: EventType): readonly string[] {
  if (eventType !== 'delivery') return [];
  return ['t.judged', `jsonb_path_exists(t.attempts, '$[*] ? (@.redelivery == false)')`];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
