import { Command } from 'commander';
import { readSettings } from '../app/read-settings.ts';
import { CisloError } from '../model/error.ts';
import { type Distribution, distribute } from '../store/distribution/distribute.ts';
import { openStore } from '../store/open-store.ts';

interface MigrateFlags {
  readonly citus?: boolean;
  readonly json?: boolean;
}

/** `cislo migrate`: brings the database's schema up to date, as every start does. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      "Brings the database's schema up to date. Every start does this too; safe to run at any time, by any number of processes.",
    )
    .option('--citus', 'then spread the tables over the workers of Citus; start the servers again after it')
    .option('--json', 'print what was done as JSON')
    .action(async ({ citus, json }: MigrateFlags) => {
      const done = await migrate(citus === true);
      process.stdout.write(
        json === true ? `${JSON.stringify({ migrated: done.migrated, ...done.distribution })}\n` : describe(done),
      );
    });
}

interface Migrated {
  readonly migrated: readonly string[];
  /** Left out when nothing was to be distributed. */
  readonly distribution?: Distribution;
}

async function migrate(citus: boolean): Promise<Migrated> {
  const { databaseUrl, dataDir } = readSettings(process.env);
  if (citus && databaseUrl === null) {
    throw new CisloError(
      'citus_unavailable',
      'the embedded database cannot be distributed; set DATABASE_URL to a PostgreSQL server with Citus, or leave --citus out',
    );
  }
  const store = await openStore({ databaseUrl, dataDir });
  try {
    const { migrated } = store;
    return citus ? { migrated, distribution: await distribute(store.db) } : { migrated };
  } finally {
    await store.close();
  }
}

function describe({ migrated, distribution }: Migrated): string {
  const schema = migrated.length === 0 ? 'The schema is up to date.\n' : `Applied ${migrated.join(', ')}.\n`;
  if (distribution === undefined) return schema;
  const { distributed } = distribution;
  const tables =
    distributed.length === 0
      ? 'All tables are distributed already.\n'
      : `Distributed ${distributed.join(', ')}. Start the servers again.\n`;
  return schema + tables;
}
