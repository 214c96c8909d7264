import { type Db, run } from '../database.ts';
import { type JudgedRange, judgedRowsSql } from '../event/judged-events-sql.ts';
import { eventTables } from '../generation/count-rows.ts';

/** How events stand that began in a stretch of time. */
export interface CohortCounts {
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
  readonly pending: number;
}

/** Judges every event that began in [from, to), ms, now. null: what the indicator counts does not begin at a time of its own. Nothing is written. */
export async function countCohort(db: Db, { from, to, ...judged }: JudgedRange): Promise<CohortCounts | null> {
  const { eventType, from: beginning } = judged.indicator;
  const { time } = eventTables[eventType];
  if (beginning !== time) return null;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const { text, params } = judgedRowsSql(judged, {}, (bind) => [
    `t.${time} >= ${bind(iso(from), 'timestamptz')}`,
    `t.${time} < ${bind(iso(to), 'timestamptz')}`,
  ]);
  const of = (verdict: string): string => `count(*) filter (where c.verdict = '${verdict}') as ${verdict}`;
  const [counts] = await run<CohortCounts>(
    db,
    `select ${['good', 'bad', 'excluded', 'pending'].map(of).join(', ')} from (${text}) c`,
    params,
  );
  return counts ?? null;
}
