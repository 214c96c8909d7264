import { distributedTables, localTables } from '../../../src/store/distribution/distributed-tables.ts';
import { sourceFiles } from '../../house/source-files.ts';
import { type Fields, listOf, parse, unwrap } from './parse-tree.ts';

/** What the checker knows of the tables. */
export interface Schema {
  readonly distributed: ReadonlySet<string>;
  readonly local: ReadonlySet<string>;
  /** The columns of each table, to tell whose column a bare name is. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The tables of migrations/ with their columns, and which of them are distributed. */
export function readSchema(): Schema {
  const statements = sourceFiles('migrations', '.sql').flatMap(({ text }) => parse(text));
  const created = statements.filter(({ type }) => type === 'CreateStmt').map(({ fields }) => fields);
  return {
    distributed: new Set<string>(distributedTables),
    local: new Set<string>([...localTables, 'kysely_migration']),
    columns: new Map(created.map((fields) => [(fields['relation'] as Fields)['relname'] as string, columnsOf(fields)])),
  };
}

function columnsOf(table: Fields): ReadonlySet<string> {
  const columns = listOf(table['tableElts'])
    .map(unwrap)
    .filter(({ type }) => type === 'ColumnDef');
  return new Set(columns.map(({ fields }) => fields['colname'] as string));
}
