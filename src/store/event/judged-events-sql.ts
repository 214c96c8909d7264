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

/**
 * A statement that judges every stored event of a range: what `judge` says of each of them. Its rows have `verdict`, `at` (ms, the event's
 * own time) and the `further` columns, which are SQL over the stored row `t` and its repository `r`. Where the deadline tells how far an
 * event's time can be from its beginning, the index by that is used.
 */
export function judgedEventsSql(
  { indicator, fold, from, to, now, graceMs, choice = everyRepository }: JudgedRange,
  further: Readonly<Record<string, string>> = {},
): { readonly text: string; readonly params: readonly SqlParam[] } {
  const { eventType, withinMs } = indicator;
  const params: SqlParam[] = [];
  const bind = (value: SqlParam, type: string): string => `$${params.push(value)}::${type}`;
  const columns = eventColumnsSql(eventType);
  const holds = (condition: Condition): string => {
    const sql = conditionSql(condition, columns, params.length + 1);
    params.push(...sql.params);
    return `(${sql.text} is true)`;
  };
  const timeOf = (name: string): string => columns.get(name)?.sql ?? 'null::float8';
  const { table, time } = eventTables[eventType];
  const within = withinMs === null ? 'null::float8' : bind(withinMs, 'float8');
  const isCounted = holds(indicator.where);
  const hits = holds(indicator.outcome.condition);
  const isExcluded = holds(indicator.exclude);
  const [first, last, waited] = [
    bind(from, 'float8'),
    bind(to, 'float8'),
    `${bind(now, 'float8')} - ${bind(graceMs, 'float8')}`,
  ];
  const rows = [
    'not t.removed',
    ...(fold === noFold ? [] : [`t.generation = ${bind(fold, 'int4')}`]),
    ...judgedRows(eventType),
    ...(withinMs === null || indicator.from !== time
      ? []
      : [`t.${time} >= ${bind(iso(from - withinMs), 'timestamptz')}`, `t.${time} < ${bind(iso(to), 'timestamptz')}`]),
  ].join(' and ');
  const own = choiceConditions(choice, 't', params.length + 1);
  params.push(...own.params);
  const names = Object.keys(further);
  const text = `
    select v.* from (
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
      ) j
    ) v
    where v.at >= ${first} and v.at < ${last}`;
  return { text, params };
}

/** Which rows objectives may count at all. */
function judgedRows(eventType: EventType): readonly string[] {
  if (eventType !== 'delivery') return [];
  return ['t.judged', `jsonb_path_exists(t.attempts, '$[*] ? (@.redelivery == false)')`];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
