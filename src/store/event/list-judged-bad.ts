import { noFold } from '../../model/generation.ts';
import { type Db, run } from '../database.ts';
import { eventTables } from '../generation/count-rows.ts';
import type { SloEventView } from '../read/list-slo-events.ts';
import { eventAttributesSql, eventUrlSql } from './event-attributes-sql.ts';
import { type JudgedRange, judgedEventsSql } from './judged-events-sql.ts';

/** The bad events of a range, newest first by their own time, then by id; at most `limit`. They are judged now, and nothing is written. */
export async function listJudgedBad(db: Db, range: JudgedRange, limit: number): Promise<readonly SloEventView[]> {
  const type = range.indicator.eventType;
  const { table } = eventTables[type];
  const { text, params } = judgedEventsSql(range, {
    id: 't.id',
    repository_id: 't.repository_id',
    host: 't.host',
  });
  const further = [...params, limit, ...(range.fold === noFold ? [] : [range.fold])];
  const ofFold = range.fold === noFold ? '' : `and t.generation = $${further.length}::int4`;
  // The attributes are made of the few events that are listed, and not of all that are judged.
  const rows = await run<Omit<SloEventView, 'type'>>(
    db,
    `select j.id, j.at, j.verdict, ${eventUrlSql(type)} as url, ${eventAttributesSql(type)} as attributes
     from (select b.* from (${text}) b where b.verdict = 'bad' order by b.at desc, b.id desc limit $${params.length + 1}::int4) j
     join ${table} t on t.repository_id = j.repository_id and t.host = j.host and t.id = j.id ${ofFold}
     left join repositories r on r.repository_id = t.repository_id and r.host = t.host
     order by j.at desc, j.id desc`,
    further,
  );
  return rows.map((row) => ({ ...row, type }));
}
