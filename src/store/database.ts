import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { EmbeddedPool } from './embedded/embedded-pool.ts';
import { typeParsers } from './type-parsers.ts';

/** Where rows live: a PostgreSQL server, or a folder for the embedded one. */
export interface DatabaseOptions {
  /** null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Connections to PostgreSQL. Default 10. The embedded database always has one. */
  readonly maxConnections?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** A connection, a transaction or the pool: whatever can run a statement. Tables are described in migrations/, statements are SQL text. */
export type Db = Kysely<unknown>;

/** Opens the pool; connects at the first statement (PostgreSQL) or at once (embedded). */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  const pool =
    options.databaseUrl === null ? await EmbeddedPool.open(options.dataDir) : openPool(options.databaseUrl, options);
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}

function openPool(connectionString: string, options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'cislo',
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && typeParsers[id]) ||
        (pg.types.getTypeParser as (id: number, format?: string) => (text: string) => unknown)(id, format),
    } as pg.CustomTypesConfig,
  });
  pool.on('error', (error) => options.onConnectionError?.(error));
  return pool;
}

/** Runs one statement with `$n` parameters and returns its rows. */
export async function run<Row>(db: Db, text: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
  const result = await db.executeQuery<Row>(CompiledQuery.raw(text, [...params]));
  return result.rows;
}
