import type { Counts } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { type JudgedRange, judgedEventsSql } from './judged-events-sql.ts';

/** What an indicator says of the events of one minute. */
export interface MinuteCounts extends Counts {
  /** The minute's start, ms. */
  readonly at: number;
  /** Events that began in this minute and are not judged yet. */
  readonly pending: number;
}

/**
 * Judges every stored event of a range and counts it by the minute of its own time, in one statement. Minutes without an event are left out.
 */
export async function countMinutes(db: Db, range: JudgedRange): Promise<readonly MinuteCounts[]> {
  const { text, params } = judgedEventsSql(range);
  return run<MinuteCounts>(
    db,
    `select (floor(j.at / 60000) * 60000)::float8 as at,
       count(*) filter (where j.verdict = 'good') as good, count(*) filter (where j.verdict = 'bad') as bad,
       count(*) filter (where j.verdict = 'excluded') as excluded, count(*) filter (where j.verdict = 'pending') as pending
     from (${text}) j group by 1 order by 1`,
    params,
  );
}
