import { type Db, run } from '../database.ts';
import type { SloEventView } from '../read/list-slo-events.ts';
import { eventAttributesSql, eventUrlSql } from './event-attributes-sql.ts';
import { type JudgedRange, judgedEventsSql } from './judged-events-sql.ts';

/** The bad events of a range, newest first by their own time, then by id; at most `limit`. They are judged now, and nothing is written. */
export async function listJudgedBad(db: Db, range: JudgedRange, limit: number): Promise<readonly SloEventView[]> {
  const type = range.indicator.eventType;
  const { text, params } = judgedEventsSql(range, {
    id: 't.id',
    url: eventUrlSql(type),
    attributes: eventAttributesSql(type),
  });
  const rows = await run<Omit<SloEventView, 'type'>>(
    db,
    `select j.id, j.at, j.verdict, j.url, j.attributes from (${text}) j
     where j.verdict = 'bad' order by j.at desc, j.id desc limit $${params.length + 1}::int4`,
    [...params, limit],
  );
  return rows.map((row) => ({ ...row, type }));
}
