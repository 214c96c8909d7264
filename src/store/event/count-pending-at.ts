import { conditionSql, type SqlParam } from '../../condition/condition-sql.ts';
import { noFold } from '../../model/generation.ts';
import type { EventIndicator } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { eventTables } from '../generation/count-rows.ts';
import { choiceConditions, everyRepository, type RepositoryChoice } from '../repository-choice.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/**
 * How many events had begun before `to` (ms) and had no verdict then: they have none now, or one that is of a later time.
 *
 * @param generation of the objective
 * @param fold whose rows are looked at; `noFold` for what no fold makes
 */
export async function countPendingAt(
  db: Db,
  indicator: EventIndicator,
  {
    generation,
    fold,
    to,
    choice = everyRepository,
  }: {
    readonly generation: number;
    readonly fold: number;
    readonly to: number;
    readonly choice?: RepositoryChoice;
  },
): Promise<number> {
  const columns = eventColumnsSql(indicator.eventType);
  const params: SqlParam[] = [generation, to, new Date(to).toISOString()];
  const counts = conditionSql(indicator.where, columns, params.length + 1);
  params.push(...counts.params);
  const ofFold = fold === noFold ? '' : `and t.generation = $${params.push(fold)}::int4`;
  const own = choiceConditions(choice, 't', params.length + 1);
  params.push(...own.params);
  const began = columns.get(indicator.from)?.sql ?? 'null::float8';
  const { table } = eventTables[indicator.eventType];
  const rows = await run<{ readonly count: number }>(
    db,
    `select count(*) as count from ${table} t
     left join repositories r on r.repository_id = t.repository_id and r.host = t.host
     left join verdicts v on v.repository_id = t.repository_id and v.host = t.host and v.event_id = t.id and v.generation = $1
     where not t.removed ${ofFold} ${own.conditions} and ${began} < $2::float8 and (v.at is null or v.at >= $3::timestamptz)
       and (${counts.text} is true)`,
    params,
  );
  return rows[0]?.count ?? 0;
}
