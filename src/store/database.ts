import type { MessagePort } from 'node:worker_threads';
import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { EmbeddedPool } from './embedded/embedded-pool.ts';
import type { Database } from './schema.ts';
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

/** A connection, a transaction or the pool: whatever can run a statement. `Database` is made from migrations/ by a script. */
export type Db = Kysely<Database>;

/** Opens the pool; connects at the first statement (PostgreSQL) or at once (embedded). */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  return databaseOver(await openPool(options));
}

/** The embedded database that another thread has opened, over a port from its store. */
export function databaseOverPort(port: MessagePort): Db {
  return databaseOver(EmbeddedPool.over(port));
}

/** Where connections come from. */
export type Pool = pg.Pool | EmbeddedPool;

/** Connects to nothing yet (PostgreSQL), or opens the embedded database. */
export async function openPool(options: DatabaseOptions): Promise<Pool> {
  return options.databaseUrl === null ? EmbeddedPool.open(options.dataDir) : serverPool(options.databaseUrl, options);
}

/** Runs statements over a pool; destroying it ends the pool. */
export function databaseOver(pool: PostgresPool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

function serverPool(connectionString: string, options: DatabaseOptions): pg.Pool {
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
  // The pool listens for errors of idle connections only. Without this listener, a connection that breaks between two
  // statements of a transaction would end the process. The next statement on it fails, and its caller handles that.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs one statement with `$n` parameters and returns its rows. */
export async function run<Row>(db: Db, text: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
  const result = await db.executeQuery<Row>(CompiledQuery.raw(text, [...params]));
  return result.rows;
}
