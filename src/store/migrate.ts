import { readdirSync, readFileSync } from 'node:fs';
import { CompiledQuery, type Migration, type MigrationProvider, Migrator } from 'kysely';
import { CisloError } from '../model/error.ts';
import { type Db, run } from './database.ts';

const oldestServer = 130_000;
const folder = new URL('../../migrations/', import.meta.url);

/**
 * The migrations: plain SQL files, applied once each in the order of their names. Those that newer code has applied
 * already stand here as nothing to do, so that older code goes on beside it during a rolling upgrade.
 */
class SqlFiles implements MigrationProvider {
  readonly #applied: readonly string[];

  constructor(applied: readonly string[]) {
    this.#applied = applied;
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
    const own = files.map((name): [string, Migration] => [
      name.slice(0, -'.sql'.length),
      { up: (db) => applyFile(db as Db, name) },
    ]);
    const applied = this.#applied.map((name): [string, Migration] => [name, { up: async () => undefined }]);
    return Object.fromEntries([...applied, ...own]);
  }
}

async function appliedNames(db: Db): Promise<readonly string[]> {
  const [table] = await run<{ found: boolean }>(db, `select to_regclass('kysely_migration') is not null as found`);
  if (!table?.found) return [];
  return (await run<{ name: string }>(db, `select name from kysely_migration`)).map(({ name }) => name);
}

async function applyFile(db: Db, name: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(readFileSync(new URL(name, folder), 'utf8')));
}

/**
 * Brings the schema up to date under a lock, so any number of processes may start at once.
 * Returns the names of the migrations applied now.
 *
 * @throws CisloError database_unreachable, database_too_old or migration_failed.
 */
export async function migrate(db: Db): Promise<readonly string[]> {
  await requireServerVersion(db);
  const migrator = new Migrator({ db, provider: new SqlFiles(await appliedNames(db)), allowUnorderedMigrations: true });
  const { error, results } = await migrator
    .migrateToLatest()
    .catch((error: unknown) => ({ error, results: undefined }));
  const failed = results?.find((result) => result.status === 'Error');
  if (error) {
    throw new CisloError(
      'migration_failed',
      `migration ${failed?.migrationName ?? '(start)'} failed: ${(error as Error).message}; nothing of it was kept, fix the cause and start again`,
      { cause: error },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
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
