import { readdirSync, readFileSync } from 'node:fs';
import { CisloError } from '../model/error.ts';
import { type Db, run } from './database.ts';

const oldestServer = 130_000;
const folder = new URL('../../migrations/', import.meta.url);
/** The advisory lock of migrating; any constants of our own. */
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
      // An older replica that folds meanwhile takes the same tables in another order; the loser comes again.
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
    await run(tx, readFileSync(new URL(`${name}.sql`, folder), 'utf8'));
    await run(tx, `insert into kysely_migration (name, timestamp) values ($1, $2)`, [name, new Date().toISOString()]);
  }
  return missing;
}

/** Waits for whoever migrates now; returns what is still missing then, in its order. */
async function takeTurn(tx: Db): Promise<readonly string[]> {
  await run(tx, `select pg_advisory_xact_lock($1, $2)`, lock);
  // The table of Kysely's own migrator, whose lock is one of a session and is lost behind a pooler.
  const [table] = await run<{ found: boolean }>(tx, `select to_regclass('kysely_migration') is not null as found`);
  if (!table?.found) {
    await run(tx, `create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`);
  }
  const rows = await run<{ name: string }>(tx, `select name from kysely_migration`);
  const applied = new Set(rows.map(({ name }) => name));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .filter((name) => !applied.has(name))
    .sort();
}

async function requireServerVersion(db: Db): Promise<void> {
  let version: number;
  try {
    const [row] = await run<{ version: string }>(db, `select current_setting('server_version_num') as version`);
    version = Number(row?.version);
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
