import { CisloError } from '../model/error.ts';
import type { Db } from './database.ts';
import { migrationNames } from './migration-names.ts';
import { readApplied } from './read-applied.ts';

/**
 * For whoever opens the database without migrating it. Migrations of a newer program do no harm: it adds to what this
 * one knows.
 *
 * @throws CisloError schema_not_current when a migration that this program knows is missing there, database_unreachable
 *   when the database does not answer.
 */
export async function requireCurrentSchema(db: Db): Promise<void> {
  const applied = await namesOf(db);
  const missing = migrationNames().filter((name) => !applied.has(name));
  if (missing.length === 0) return;
  throw new CisloError(
    'schema_not_current',
    `the database has no ${missing.length === 1 ? 'migration' : 'migrations'} ${missing.join(', ')}, and this command applies none; run "cislo migrate" or start the server of this version, then try again`,
  );
}

async function namesOf(db: Db): Promise<ReadonlySet<string>> {
  try {
    return (await readApplied(db)) ?? new Set();
  } catch (error) {
    throw new CisloError(
      'database_unreachable',
      `the database does not answer: ${(error as Error).message}; check DATABASE_URL and that the server runs`,
      { cause: error },
    );
  }
}
