import { type SqlBool, sql } from 'kysely';
import type { Minute } from '../../budget/minute.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { instant } from '../instant.ts';
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
 * minute. All repositories have a row of their sum; a narrower scope adds up its own.
 */
export async function readSloMinutes(
  db: Db,
  scope: SeenRepositories,
  { slo, from, to }: SloWindow,
  { stepMs, origin }: Steps = { stepMs: minuteMs, origin: 0 },
): Promise<readonly Minute[]> {
  const { slos } = await readShown(db);
  const generation = slos.find((shown) => shown.slo === slo)?.id;
  if (generation === undefined) return [];
  const summed = scope === 'all' ? sql<SqlBool>`b.repository_id = 0 and b.host = ''` : inScope(scope, 'b');
  const step = sql<number>`floor((extract(epoch from b.at) * 1000 - ${origin}::float8) / ${stepMs}::float8)`;
  const rows = await db
    .selectFrom('slo_buckets as b')
    .select([
      sql<number>`${step}::int8`.as('step'),
      sql<number>`sum(b.good)::int8`.as('good'),
      sql<number>`sum(b.bad)::int8`.as('bad'),
      sql<number>`sum(b.excluded)::int8`.as('excluded'),
    ])
    .where('b.generation', '=', generation)
    .where('b.seconds', '=', 60)
    .where('b.at', '>=', instant(from))
    .where('b.at', '<', instant(to))
    .where(summed)
    .groupBy('step')
    .orderBy('step')
    .execute();
  return rows.map(({ step: number, ...counts }) => ({ at: number * stepMs + origin, ...counts }));
}
