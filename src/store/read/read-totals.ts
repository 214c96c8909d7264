import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { readNamedRepositories } from '../labels/read-named-labels.ts';
import { arrayLiteral } from '../unnest.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { ReadTotalsOptions, TotalRow } from './view.ts';

interface Row extends Omit<TotalRow, 'exemplar'> {
  readonly exemplar_url: string | null;
  readonly exemplar_value: number | null;
  readonly exemplar_at: number | null;
}

/** What tells a named repository. */
interface NamedKey {
  readonly repository_id: number;
  readonly host: string;
}

/**
 * The durable totals of all repositories of the scope together. With `repositories`, the totals of that many repositories,
 * the busiest, by name, and those of the others together under the name `other`.
 */
export async function readTotals(
  db: Db,
  scope: SeenRepositories,
  { repositories, exemplars = true }: ReadTotalsOptions = {},
): Promise<readonly TotalRow[]> {
  const rows = await (repositories === undefined
    ? readTogether(db, scope, exemplars)
    : readByRepository(db, scope, repositories, exemplars));
  return rows.map(toTotalRow);
}

function toTotalRow({ exemplar_url: url, exemplar_value: value, exemplar_at: at, ...row }: Row): TotalRow {
  const exemplar = url === null || value === null || at === null ? null : { url, value, at };
  return { ...row, exemplar };
}

/** All repositories together have a row of their sum; a narrower scope adds up its own rows. The latest exemplar of each comes from a single row. */
async function readTogether(db: Db, scope: SeenRepositories, exemplars: boolean): Promise<readonly Row[]> {
  const { totals } = await readShown(db);
  const rows =
    scope === 'all'
      ? db
          .selectFrom('totals as t')
          .where('t.repository_id', '=', 0)
          .select(['t.exported as value', ...singleExemplar(exemplars)])
      : db
          .selectFrom('totals as t')
          .where(inScope(scope, 't'))
          .groupBy(['t.name', 't.kind', 't.provider', 't.label'])
          .select([sumOfExported, ...latestExemplar(exemplars)]);
  return rows
    .where('t.generation', 'in', totals)
    .select(['t.name', sql<string>`''`.as('repository'), 't.kind', 't.provider', 't.label'])
    .orderBy('t.name')
    .orderBy('t.kind')
    .orderBy('t.provider')
    .orderBy('t.label')
    .execute();
}

async function readByRepository(
  db: Db,
  scope: SeenRepositories,
  max: number,
  exemplars: boolean,
): Promise<readonly Row[]> {
  const { totals } = await readShown(db);
  const named = await readNamedRepositories(db, max);
  const keys = sql<NamedKey>`unnest(${arrayLiteral(named.map(({ id }) => id))}::int8[], ${arrayLiteral(named.map(({ host }) => host))}::text[])`;
  const repository = sql<string>`case when n.repository_id is null then 'other' else coalesce(r.full_name, 'other') end`;
  return db
    .selectFrom('totals as t')
    .leftJoin(keys.as<'n'>(sql`n(repository_id, host)`), (join) =>
      join.onRef('n.repository_id', '=', 't.repository_id').onRef('n.host', '=', 't.host'),
    )
    .leftJoin('repositories as r', (join) =>
      join.onRef('r.repository_id', '=', 't.repository_id').onRef('r.host', '=', 't.host'),
    )
    .where('t.repository_id', '<>', 0)
    .where('t.generation', 'in', totals)
    .where(inScope(scope, 't'))
    .select(['t.name', repository.as('repository'), 't.kind', 't.provider', 't.label', sumOfExported])
    .select(latestExemplar(exemplars))
    .groupBy(['t.name', sql`2`, 't.kind', 't.provider', 't.label'])
    .orderBy('t.name')
    .orderBy(sql`2`)
    .orderBy('t.kind')
    .orderBy('t.provider')
    .orderBy('t.label')
    .execute();
}

const sumOfExported = sql<number>`sum(t.exported)::int8`.as('value');

function singleExemplar(wanted: boolean) {
  return [
    sql<string | null>`${wanted ? sql`t.exemplar_url` : sql`null`}`.as('exemplar_url'),
    sql<number | null>`${wanted ? sql`t.exemplar_value` : sql`null`}`.as('exemplar_value'),
    sql<number | null>`${wanted ? sql`t.exemplar_at` : sql`null`}`.as('exemplar_at'),
  ] as const;
}

/** The url and value of the row with the latest example, so that they belong together. */
function latestExemplar(wanted: boolean) {
  const latest = (column: string) =>
    wanted
      ? sql`(array_agg(${sql.ref(`t.${column}`)} order by t.exemplar_at desc nulls last, t.exemplar_url desc))[1]`
      : sql`null`;
  return [
    sql<string | null>`${latest('exemplar_url')}`.as('exemplar_url'),
    sql<number | null>`${latest('exemplar_value')}`.as('exemplar_value'),
    sql<number | null>`${latest('exemplar_at')}`.as('exemplar_at'),
  ] as const;
}
