import { type Db, run } from './database.ts';
import { isDistributed } from './distribution/is-distributed.ts';
import { type TableName, tables } from './tables.ts';
import { type BatchType, encode, unnest } from './unnest.ts';

/** Rows for one table. They are written in their order, so writers that sort alike cannot deadlock. */
interface Insertion {
  readonly table: TableName;
  /** repository_id is one of them where the table is distributed. */
  readonly columns: Readonly<Record<string, BatchType>>;
  readonly rows: readonly object[];
  /** What stands behind the rows: `on conflict …`, `returning …`. */
  readonly ending: string;
}

/** A repository with so many rows in a batch gets a statement of its own, which goes to one worker as it is. */
const ownStatementRows = 32;
const mostRows = 500;

/** Inserts a batch: one statement on one server, and rows that Citus routes by themselves when the table is distributed. */
export async function insertRows<Returned>(db: Db, insertion: Insertion): Promise<readonly Returned[]> {
  const { table, columns, rows, ending } = insertion;
  if (rows.length === 0) return [];
  const names = Object.keys(columns).join(', ');
  if (tables[table].placement !== 'distributed' || !(await isDistributed(db))) {
    const batch = unnest(columns, rows);
    return run<Returned>(
      db,
      `insert into ${table} (${names}) select ${batch.select} from ${batch.from} ${ending}`,
      batch.params,
    );
  }
  const returned: Returned[] = [];
  for (const part of byRepository(rows as readonly RepositoryRow[])) {
    const { lists, params } = valueLists(columns, part);
    returned.push(...(await run<Returned>(db, `insert into ${table} (${names}) values ${lists} ${ending}`, params)));
  }
  return returned;
}

interface RepositoryRow {
  readonly repository_id: number;
}

/** The rows in statements' worth: busy repositories alone, the others together. */
function byRepository<Row extends RepositoryRow>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const counts = new Map<number, number>();
  for (const { repository_id } of rows) counts.set(repository_id, (counts.get(repository_id) ?? 0) + 1);
  const groups = new Map<number | null, Row[]>();
  for (const row of rows) {
    const key = (counts.get(row.repository_id) ?? 0) >= ownStatementRows ? row.repository_id : null;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / mostRows) }, (_, part) =>
      group.slice(part * mostRows, (part + 1) * mostRows),
    ),
  );
}

function valueLists(
  columns: Readonly<Record<string, BatchType>>,
  rows: readonly object[],
): { readonly lists: string; readonly params: readonly (string | number | null)[] } {
  const params: (string | number | null)[] = [];
  const lists = rows.map((row) => {
    const places = Object.entries(columns).map(([name, type]) => {
      params.push(encode((row as Record<string, unknown>)[name], type));
      return `$${params.length}::${type}`;
    });
    return `(${places.join(', ')})`;
  });
  return { lists: lists.join(', '), params };
}
