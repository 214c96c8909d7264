import { type AliasedRawBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from './database.ts';
import { isKnownDistributed } from './distribution/is-distributed.ts';
import { type Database, tableColumns } from './schema.ts';
import { tables } from './tables.ts';
import { arrayLiteral, type BatchType, encode } from './unnest.ts';

/** Columns that a key can have: those that hold one value each. */
export type KeyColumn<Table extends keyof Database> = {
  [Column in keyof Database[Table] & string]: Database[Table][Column] extends string | number | boolean | null
    ? Column
    : never;
}[keyof Database[Table] & string];

/** Keys as a table `u` that a statement can join or use. */
export interface KeyTable<Row> {
  /** One parameter a column, however many rows. No rows give an empty table. */
  readonly u: AliasedRawBuilder<Row, 'u'>;
  /** Whether the row of the table with this alias has one of the keys. Names its repositories as `within` does. */
  readonly matches: (alias: string) => RawBuilder<SqlBool>;
  /**
   * Whether the row of the table with this alias is of one of the repositories; true on one server, which finds the rows by the join
   * alone. A distributed database asks only the shards that have them then, and not all.
   */
  readonly within: (alias: string) => RawBuilder<SqlBool>;
}

/** Keys of rows of a table: the columns `names`, whose types the schema knows; what else the rows have is left out. */
export function keyTable<Table extends keyof Database, Column extends KeyColumn<Table>>(
  db: Db,
  table: Table,
  names: readonly Column[],
  rows: readonly Pick<Database[Table], Column>[],
): KeyTable<Pick<Database[Table], Column>> {
  const types: Readonly<Record<string, BatchType>> = tableColumns[table];
  const arrays = names.map((name) => {
    const type = types[name] as BatchType;
    return sql`${arrayLiteral(rows.map((row) => encode(row[name], type)))}::${sql.raw(type)}[]`;
  });
  const ids = isSpread(db, table) ? arrayLiteral([...new Set(rows.map(repositoryId))]) : null;
  const within = (alias: string): RawBuilder<SqlBool> =>
    ids === null ? sql`true` : sql`${sql.ref(`${alias}.repository_id`)} = any(${ids}::int8[])`;
  return {
    u: sql<Pick<Database[Table], Column>>`unnest(${sql.join(arrays)})`.as<'u'>(sql.raw(`u(${names.join(', ')})`)),
    matches: (alias) => {
      const own = names.map((name) => sql`${sql.ref(`${alias}.${name}`)} = ${sql.ref(`u.${name}`)}`);
      return sql`(${sql.join(ids === null ? own : [...own, within(alias)], sql` and `)})`;
    },
    within,
  };
}

function isSpread(db: Db, table: keyof Database): boolean {
  return tables[table].placement === 'distributed' && isKnownDistributed(db);
}

function repositoryId(row: object): number {
  return (row as { readonly repository_id: number }).repository_id;
}
