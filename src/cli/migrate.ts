import { Command } from 'commander';
import { readSettings } from '../app/read-settings.ts';
import { workerSettings } from '../app/worker-settings.ts';
import { deploy } from '../generation/deploy.ts';
import { CisloError } from '../model/error.ts';
import { type Distribution, distribute } from '../store/distribution/distribute.ts';
import { readCurrentDeploymentHash } from '../store/generation/deployments.ts';
import { openStore } from '../store/open-store.ts';

interface MigrateFlags {
  readonly citus?: boolean;
  readonly json?: boolean;
}

/** `cislo migrate`: brings the database's schema up to date and deploys the settings. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      "Brings the database's schema up to date, and deploys the settings (rules and SLOs) at hand. A start of the server does this too; safe to run at any time, by any number of processes.",
    )
    .option('--citus', 'then spread the tables over the workers of Citus; start the servers again after it')
    .option('--json', 'print what was done as JSON')
    .action(async ({ citus, json }: MigrateFlags) => {
      const done = await migrate(citus === true);
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ migrated: done.migrated, deployed: done.deployed, ...done.distribution })}\n`
          : describe(done),
      );
    });
}

interface Migrated {
  readonly migrated: readonly string[];
  /** True when this command deployed the settings at hand, false when they were deployed already. */
  readonly deployed: boolean;
  /** Left out when nothing was to be distributed. */
  readonly distribution?: Distribution;
}

async function migrate(citus: boolean): Promise<Migrated> {
  const config = readSettings(process.env);
  const { databaseUrl, dataDir } = config;
  if (citus && databaseUrl === null) {
    throw new CisloError(
      'citus_unavailable',
      'the embedded database cannot be distributed; set DATABASE_URL to a PostgreSQL server with Citus, or leave --citus out',
    );
  }
  const store = await openStore({ databaseUrl, dataDir });
  try {
    const { migrated } = store;
    const before = await readCurrentDeploymentHash(store.db);
    await deploy(store.db, { id: 'migrate', kind: 'migrate' }, workerSettings(config).offers, Date.now());
    const deployed = before !== (await readCurrentDeploymentHash(store.db));
    return citus ? { migrated, deployed, distribution: await distribute(store.db) } : { migrated, deployed };
  } finally {
    await store.close();
  }
}

function describe({ migrated, deployed, distribution }: Migrated): string {
  const applied = migrated.length === 0 ? 'The schema is up to date.\n' : `Applied ${migrated.join(', ')}.\n`;
  const schema = deployed ? `${applied}The settings are deployed: the numbers are made with them.\n` : applied;
  if (distribution === undefined) return schema;
  const { distributed, queues } = distribution;
  const tables =
    distributed.length === 0
      ? 'All tables are distributed already.\n'
      : `Distributed ${distributed.join(', ')}. Start the servers again.\n`;
  const known = queues.length === 0 ? '' : `Citus knows ${queues.join(', ')} now and commits them with the others.\n`;
  return schema + tables + known;
}
