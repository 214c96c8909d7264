import { Command } from 'commander';
import { workerSettings } from '../app/worker-settings.ts';
import { compareDeployments } from '../generation/compare-deployments.ts';
import { readDeployed } from '../generation/read-deployed.ts';
import { CisloError } from '../model/error.ts';
import { systemViewer } from '../model/viewer.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { readSloStatus } from '../status/read-slo-status.ts';
import { readGenerations } from '../store/generation/read-generations.ts';
import { describeNumbers, type NumbersNote } from './describe-numbers.ts';
import { getJson } from './get-json.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { sloTable } from './slo-table.ts';
import { type Workplace, withReadOnlyStore } from './with-database.ts';

/** `cislo status`: the SLO table. */
export function statusCommand(): Command {
  const command = new Command('status').description(
    'Prints how every SLO stands, from a running server or from the database of the settings. It only reads: the numbers are those of the settings that the server has, and it says where the ones here are others.',
  );
  return withServerFlags(command)
    .option('--json', 'print {"items": […]} as JSON')
    .action(async ({ json, ...flags }: ServerFlags & { readonly json?: boolean }) => {
      const server = serverOf(flags);
      const { items, note } = server === null ? await readHere() : { items: await readFrom(server), note: null };
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ items, next: null, ...(note === null ? {} : noteJson(note)) })}\n`
          : sloTable(items) + (note === null ? '' : describeNumbers(note)),
      );
    });
}

/** The status of every SLO of a running server. */
export async function readFrom(server: Server): Promise<readonly SloStatus[]> {
  const { items } = (await getJson(server, '/api/slos')) as { readonly items: readonly { readonly name: string }[] };
  return Promise.all(
    items.map(({ name }) => getJson(server, `/api/slos/${encodeURIComponent(name)}/status`) as Promise<SloStatus>),
  );
}

function readHere(): Promise<{ readonly items: readonly SloStatus[]; readonly note: NumbersNote }> {
  return withReadOnlyStore(async (place) => {
    const { store } = place;
    const now = Date.now();
    const { asOf, behind } = await store.read.readFreshness(systemViewer, now);
    const objectives = await store.read.readObjectives(systemViewer);
    const readings = await readSloStatus(store.read, systemViewer, objectives, now);
    const note = { asOf, behind, generations: await readGenerations(store.db), ...(await compareSettings(place)) };
    return { items: readings.map(({ status }) => status), note };
  });
}

/** In what the settings at hand differ from those that the numbers are made with. */
export async function compareSettings({ config, store }: Workplace): Promise<Pick<NumbersNote, 'differs' | 'unknown'>> {
  try {
    const deployed = await readDeployed(store.db);
    if (deployed === null) return { differs: [], unknown: 'No settings are deployed yet: start the server.' };
    return { differs: compareDeployments(workerSettings(config).offers, deployed), unknown: null };
  } catch (error) {
    if (!(error instanceof CisloError)) throw error;
    return { differs: [], unknown: `The settings cannot be compared: ${error.message}.` };
  }
}

function noteJson({ asOf, behind, generations, differs }: NumbersNote): object {
  return { as_of: new Date(asOf).toISOString(), behind, generations, differs };
}
