import { type Database, tableColumns } from './schema.ts';

/** The tables whose rows the fold makes from the log. */
export type FoldedTable = 'job_runs' | 'workflow_runs' | 'revisions';

/** Columns that stand beside what the fold made: for settling, for lists, for removal. */
const bookkeepingColumns = [
  'lane',
  'row_hash',
  'removed',
  'counted',
  'due_at',
  'pending',
  'generation',
  'moved_at',
  'moves',
] as const;
type BookkeepingColumn = (typeof bookkeepingColumns)[number];

/** The columns of a table that the fold makes, by name, with their types. A column that a migration adds is among them. */
export type FoldedColumns<Table extends FoldedTable> = Omit<(typeof tableColumns)[Table], BookkeepingColumn>;

/** A row with these columns as the database hands it out: times in ms. */
export type FoldedRow<Table extends FoldedTable> = Omit<Database[Table], BookkeepingColumn>;

/** The same in the words of the model: `queued_at` is `queuedAt`. */
export type FoldedModel<Table extends FoldedTable> = {
  readonly [Column in keyof FoldedRow<Table> & string as CamelCase<Column>]: FoldedRow<Table>[Column];
};

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** How the rows of one table are read and written. */
export interface FoldedRows<Table extends FoldedTable> {
  readonly columns: FoldedColumns<Table>;
  readonly toRow: (model: FoldedModel<Table>) => FoldedRow<Table>;
  readonly toModel: (row: FoldedRow<Table>) => FoldedModel<Table>;
}

/** Makes both directions from the schema, so that a new column needs no line of its own here. */
export function foldedRows<Table extends FoldedTable>(table: Table): FoldedRows<Table> {
  const columns = Object.entries(tableColumns[table]).filter(
    ([name]) => !bookkeepingColumns.some((other) => other === name),
  );
  const names = columns.map(([name]) => [name, camelCase(name)] as const);
  return {
    columns: Object.fromEntries(columns) as FoldedColumns<Table>,
    toRow: (model) => rename(model, names, 1, 0) as FoldedRow<Table>,
    toModel: (row) => rename(row, names, 0, 1) as FoldedModel<Table>,
  };
}

function rename(
  from: object,
  names: readonly (readonly [column: string, field: string])[],
  given: 0 | 1,
  wanted: 0 | 1,
): object {
  const to: Record<string, unknown> = {};
  for (const pair of names) to[pair[wanted]] = (from as Record<string, unknown>)[pair[given]];
  return to;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
