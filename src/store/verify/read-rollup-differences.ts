import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../database.ts';
import { earliestMinute, readMinutesFrom } from '../minute-retention.ts';
import { type BucketSeconds, bucketSeconds } from '../settlement/add-buckets.ts';
import { arrayLiteral } from '../unnest.ts';

/** What differs between the sums of all repositories together and those of the single ones. */
export interface RollupDifference {
  readonly what: string;
  readonly together: number;
  readonly sum: number;
}

/**
 * Totals and buckets of all repositories together that differ from the sum of the single ones, and hours and days that differ from the sum of
 * their minutes or hours. The rows of a retired generation are
 * deleted in portions, so they are not compared.
 */
export async function readRollupDifferences(db: Db): Promise<readonly RollupDifference[]> {
  // Asked for by themselves: Citus has the generations on one server, and the sums on many.
  const retired = await db.selectFrom('generations').select('id').where('state', '=', 'retired').execute();
  const isKept = sql<SqlBool>`generation <> all(${arrayLiteral(retired.map(({ id }) => id))}::int4[])`;
  const totals = await db
    .selectFrom('totals')
    .where(isKept)
    .select([
      sql<string>`concat_ws(' ', 'total', generation, name, kind, provider, label)`.as('what'),
      sumWhere(isTogether, sql`exact`).as('together'),
      sumWhere(isSingle, sql`exact`).as('sum'),
    ])
    .groupBy(['generation', 'name', 'kind', 'provider', 'label'])
    .having(differs('exact'))
    .orderBy('what')
    .execute();
  const minutesFrom = await readMinutesFrom(db);
  const buckets = await db
    .selectFrom('slo_buckets')
    .where(isKept)
    .where((bucket) => bucket.or([bucket('seconds', '<>', 60), bucket('at', '>=', earliestMinute(minutesFrom))]))
    .select([
      sql<string>`concat_ws(' ', 'bucket', generation, seconds, at)`.as('what'),
      sumWhere(isTogether, sql`good + bad + excluded`).as('together'),
      sumWhere(isSingle, sql`good + bad + excluded`).as('sum'),
    ])
    .groupBy(['generation', 'seconds', 'at'])
    .having((bucket) => bucket.or([differs('good'), differs('bad'), differs('excluded')]))
    .orderBy('what')
    .execute();
  return [...totals, ...buckets, ...(await readWidthDifferences(db, isKept, minutesFrom))];
}

/** Each width of buckets with the one it is made of, seconds. */
const widths = bucketSeconds.slice(1).map((coarse, index) => ({ coarse, fine: bucketSeconds[index] as BucketSeconds }));

async function readWidthDifferences(
  db: Db,
  isKept: RawBuilder<SqlBool>,
  minutesFrom: number,
): Promise<readonly RollupDifference[]> {
  const found: RollupDifference[] = [];
  for (const { coarse, fine } of widths) {
    const begin = sql<number>`floor(date_part('epoch', at) / ${sql.lit(coarse)})`;
    const ofCoarse = sql`seconds = ${sql.lit(coarse)}`;
    const weighted = (column: 'good' | 'bad' | 'excluded'): RawBuilder<SqlBool> =>
      sql`sum(case when ${ofCoarse} then ${sql.ref(column)} else -${sql.ref(column)} end) <> 0`;
    const rows = await db
      .selectFrom('slo_buckets')
      .where(isKept)
      .where('seconds', 'in', [coarse, fine])
      // Minutes are gone before that, and their hours stay.
      .where('at', '>=', fine === 60 ? earliestMinute(minutesFrom) : earliestMinute(Number.NEGATIVE_INFINITY))
      .select([
        sql<string>`concat_ws(' ', 'bucket', repository_id, host, generation, ${sql.lit(coarse)}, to_timestamp(${begin} * ${sql.lit(coarse)}))`.as(
          'what',
        ),
        sumWhere(ofCoarse, sql`good + bad + excluded`).as('together'),
        sumWhere(sql`not ${ofCoarse}`, sql`good + bad + excluded`).as('sum'),
      ])
      .groupBy(['repository_id', 'host', 'generation', begin])
      .having((bucket) => bucket.or([weighted('good'), weighted('bad'), weighted('excluded')]))
      .orderBy('what')
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Rows of all repositories together have the id 0. */
const isTogether = sql`repository_id = 0`;
const isSingle = sql`repository_id <> 0`;

function sumWhere(condition: RawBuilder<unknown>, value: RawBuilder<unknown>): RawBuilder<number> {
  return sql`sum(case when ${condition} then ${value} else 0 end)::bigint`;
}

function differs(column: 'exact' | 'good' | 'bad' | 'excluded'): RawBuilder<SqlBool> {
  const value = sql.ref(column);
  return sql`sum(case when repository_id = 0 then ${value} else -${value} end) <> 0`;
}
