import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Minute } from '../../budget/minute.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
import { readMinutesFrom } from '../minute-retention.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { SloWindow } from './view.ts';

const minuteMs = 60_000;

/** Stretches of time that minutes are added up in: of `stepMs`, counted from `origin`; both whole minutes, ms. */
export interface Steps {
  readonly stepMs: number;
  readonly origin: number;
}

/**
 * What one objective counted in each step in [from, to) in which something was, in order; `at` is the start of the step, the usual step a
 * minute. Where retention has left hours alone, an hour counts as its first minute. All repositories have a row of their sum; a narrower scope adds up its own.
 */
export async function readSloMinutes(
  db: Db,
  scope: SeenRepositories,
  { slo, from, to }: SloWindow,
  { stepMs, origin }: Steps = { stepMs: minuteMs, origin: 0 },
): Promise<readonly Minute[]> {
  const [{ slos }, minutesFrom] = await Promise.all([readShown(db), readMinutesFrom(db)]);
  const generation = slos.find((shown) => shown.slo === slo)?.id;
  if (generation === undefined) return [];
  const summed = scope === 'all' ? sql<SqlBool>`b.repository_id = 0 and b.host = ''` : inScope(scope, 'b');
  const step = sql<number>`floor((extract(epoch from b.at) * 1000 - ${origin}::float8) / ${stepMs}::float8)`;
  const rowsOf = (seconds: 60 | 3600, since: number, until: number) =>
    readSteps(db, { generation, seconds, since, until, summed, step });
  const rows = [
    ...(from < minutesFrom ? await rowsOf(3600, from, Math.min(to, minutesFrom)) : []),
    ...(to > minutesFrom ? await rowsOf(60, Math.max(from, minutesFrom), to) : []),
  ];
  return rows.map(({ step: number, ...counts }) => ({ at: number * stepMs + origin, ...counts }));
}

function readSteps(
  db: Db,
  {
    generation,
    seconds,
    since,
    until,
    summed,
    step,
  }: {
    readonly generation: number;
    readonly seconds: 60 | 3600;
    readonly since: number;
    readonly until: number;
    readonly summed: RawBuilder<SqlBool>;
    readonly step: RawBuilder<number>;
  },
) {
  return db
    .selectFrom('slo_buckets as b')
    .select([
      sql<number>`${step}::int8`.as('step'),
      sql<number>`sum(b.good)::int8`.as('good'),
      sql<number>`sum(b.bad)::int8`.as('bad'),
      sql<number>`sum(b.excluded)::int8`.as('excluded'),
    ])
    .where('b.generation', '=', generation)
    .where('b.seconds', '=', seconds)
    .where('b.at', '>=', instant(since))
    .where('b.at', '<', instant(until))
    .where(summed)
    .groupBy('step')
    .orderBy('step')
    .execute();
}
