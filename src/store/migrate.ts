import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { CisloError } from '../model/error.ts';
import type { Db } from './database.ts';
import { migrationFolder, migrationNames } from './migration-names.ts';
import { readApplied } from './read-applied.ts';
import { splitStatements } from './split-statements.ts';

const oldestServer = 130_000;
/** The advisory lock of migrating: two numbers that no other lock of cislo uses. */
const lock = [720_312, 0] as const;
/** SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const deadlockDetected = '40P01';
const mostAttempts = 10;

/**
 * Brings the schema up to date in one transaction and under its lock, so any number of processes may start at once, also
 * through a pooler that gives out connections by transaction. Migrations are plain SQL files, applied once each in the
 * order of their names; those that newer code has applied are left alone, so that older code goes on beside it.
 * Returns the names of the migrations applied now.
 *
 * @throws CisloError database_unreachable, database_too_old or migration_failed.
 */
export async function migrate(db: Db): Promise<readonly string[]> {
  await requireServerVersion(db);
  for (let attempt = 1; ; attempt += 1) {
    const progress = { at: '(start)' };
    try {
      return await db.transaction().execute((tx) => applyMissing(tx, progress));
    } catch (error) {
      // An older replica that folds at the same time locks the same tables in another order. PostgreSQL ends one of the
      // two transactions; when it is this one, it is tried again.
      if ((error as { code?: string }).code === deadlockDetected && attempt < mostAttempts) continue;
      throw new CisloError(
        'migration_failed',
        `migration ${progress.at} failed: ${(error as Error).message}; nothing of it was kept, fix the cause and start again`,
        { cause: error },
      );
    }
  }
}

async function applyMissing(tx: Db, progress: { at: string }): Promise<readonly string[]> {
  const missing = await takeTurn(tx);
  for (const name of missing) {
    progress.at = name;
    // One by one: Citus refuses several at once on tables that it has distributed.
    for (const statement of splitStatements(readFileSync(new URL(`${name}.sql`, migrationFolder), 'utf8')))
      await sql.raw(statement).execute(tx);
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(tx);
  }
  return missing;
}

/** Waits until no other process migrates; returns the migrations that are missing then, in their order. */
async function takeTurn(tx: Db): Promise<readonly string[]> {
  await sql`select pg_advisory_xact_lock(${sql.join(lock)})`.execute(tx);
  const applied = await readApplied(tx);
  if (applied === null) {
    await sql`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(
      tx,
    );
  }
  return migrationNames().filter((name) => !applied?.has(name));
}

async function requireServerVersion(db: Db): Promise<void> {
  let version: number;
  try {
    const { rows } = await sql<{ readonly version: number }>`
      select current_setting('server_version_num')::int as version`.execute(db);
    version = rows[0]?.version ?? 0;
  } catch (error) {
    throw new CisloError(
      'database_unreachable',
      `the database does not answer: ${(error as Error).message}; check DATABASE_URL and that the server runs`,
      { cause: error },
    );
  }
  if (version < oldestServer) {
    throw new CisloError(
      'database_too_old',
      `the database is PostgreSQL ${Math.floor(version / 10_000)}; 13 or newer is needed`,
    );
  }
}
