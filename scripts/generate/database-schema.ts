import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { groupBy } from '../../src/track/group-by.ts';
import { namedTypes } from './named-types.ts';

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly udt_name: string;
  readonly is_nullable: 'YES' | 'NO';
}

/** What the drivers hand out for each type of column, and what a batch calls it. */
const columnTypes: Readonly<Record<string, readonly [typescript: string, batch: string]>> = {
  int2: ['number', 'int2'],
  int4: ['number', 'int4'],
  int8: ['number', 'int8'],
  float8: ['number', 'float8'],
  text: ['string', 'text'],
  bool: ['boolean', 'bool'],
  timestamptz: ['number', 'timestamptz'],
  jsonb: ['unknown', 'jsonb'],
  _text: ['readonly string[]', 'text[]'],
  _int4: ['readonly number[]', 'int4[]'],
};

/** `src/store/schema.ts`: the tables as they stand after all migrations. Applies these to a database of its own. */
export async function databaseSchema(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cislo-schema-'));
  const store = await openStore({ databaseUrl: null, dataDir });
  try {
    const rows = await run<ColumnRow>(
      store.db,
      `select table_name::text, column_name::text, udt_name::text, is_nullable::text from information_schema.columns
       where table_schema = 'public' and table_name <> 'kysely_migration' order by table_name, ordinal_position`,
    );
    return render(rows);
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function render(rows: readonly ColumnRow[]): string {
  const tables = groupBy(rows, (row) => row.table_name);
  const used = new Map<string, string>();
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `    readonly ${column.column_name}: ${typeOf(column, used)};`);
    return `  readonly ${table}: {\n${lines.join('\n')}\n  };`;
  });
  const batches = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `    ${column.column_name}: '${batchTypeOf(column)}',`);
    return `  ${table}: {\n${lines.join('\n')}\n  },`;
  });
  const unknown = Object.keys(namedTypes).filter((name) => !used.has(name));
  if (unknown.length > 0)
    throw new Error(`scripts/generate/named-types.ts names columns that do not exist: ${unknown}`);
  return `// Made by \`npm run generate\` from migrations/; do not edit.
${importsOf(used)}
import type { BatchType } from './unnest.ts';

/**
 * Every table with its columns as the drivers hand them out: ids and counts are numbers, times are milliseconds since
 * the epoch, JSON is parsed.
 */
export interface Database {
${interfaces.join('\n')}
}

/** The type of every column, for batches. */
export const tableColumns = {
${batches.join('\n')}
} as const satisfies { readonly [table in keyof Database]: { readonly [column in keyof Database[table]]: BatchType } };
`;
}

function typeOf(column: ColumnRow, used: Map<string, string>): string {
  const name = `${column.table_name}.${column.column_name}`;
  const named = namedTypes[name];
  if (named !== undefined) used.set(name, named.type);
  const type = named?.type ?? columnTypes[column.udt_name]?.[0];
  if (type === undefined)
    throw new Error(`${name} is of type ${column.udt_name}, which scripts/generate/database-schema.ts does not know`);
  return column.is_nullable === 'YES' && type !== 'unknown' ? `${type} | null` : type;
}

function batchTypeOf({ udt_name }: ColumnRow): string {
  return columnTypes[udt_name]?.[1] ?? '';
}

/** One import a file, files and names in the order of the alphabet. */
function importsOf(used: ReadonlyMap<string, string>): string {
  const files = new Map<string, Set<string>>();
  for (const column of used.keys()) {
    const { type, from } = namedTypes[column] as (typeof namedTypes)[string];
    const names = files.get(from) ?? new Set();
    names.add(type.replace(/^readonly |\[.*\]$/g, ''));
    files.set(from, names);
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => `import type { ${[...names].sort().join(', ')} } from '${from}';`)
    .join('\n');
}
