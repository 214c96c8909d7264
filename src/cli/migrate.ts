import { Command } from 'commander';
import { readSettings } from '../app/read-settings.ts';
import { openStore } from '../store/open-store.ts';

/** `cislo migrate`: brings the database's schema up to date, as every start does. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      "Brings the database's schema up to date. Every start does this too; safe to run at any time, by any number of processes.",
    )
    .option('--json', 'print what was done as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { databaseUrl, dataDir } = readSettings(process.env);
      const store = await openStore({ databaseUrl, dataDir });
      const { migrated } = store;
      await store.close();
      if (json === true) process.stdout.write(`${JSON.stringify({ migrated })}\n`);
      else if (migrated.length === 0) process.stdout.write('The schema is up to date.\n');
      else process.stdout.write(`Applied ${migrated.join(', ')}.\n`);
    });
}
