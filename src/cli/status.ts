import { Command } from 'commander';
import { readSloStatus } from '../settle/read-slo-status.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { getJson } from './get-json.ts';
import { sloTable } from './slo-table.ts';
import { withWorker } from './with-worker.ts';

const drainPatienceMs = 60_000;

/** `cislo status`: the SLO table. */
export function statusCommand(): Command {
  return new Command('status')
    .description('Prints how every SLO stands, from a running server or from the database of the settings.')
    .option(
      '--url <url>',
      'ask this server, for example http://127.0.0.1:3000; needed while it holds the embedded database',
    )
    .option('--json', 'print {"items": […]} as JSON')
    .action(async ({ url, json }: { readonly url?: string; readonly json?: boolean }) => {
      const items = url === undefined ? await readHere() : await readFrom(url);
      process.stdout.write(json === true ? `${JSON.stringify({ items, next: null })}\n` : sloTable(items));
    });
}

/** The status of every SLO of a running server. */
export async function readFrom(url: string): Promise<readonly SloStatus[]> {
  const { items } = (await getJson(url, '/api/slos')) as { readonly items: readonly { readonly name: string }[] };
  return Promise.all(
    items.map(({ name }) => getJson(url, `/api/slos/${encodeURIComponent(name)}/status`) as Promise<SloStatus>),
  );
}

function readHere(): Promise<readonly SloStatus[]> {
  return withWorker(async ({ config, store, worker }) => {
    await worker.drain(drainPatienceMs);
    const readings = await readSloStatus(store, config.objectives, Date.now());
    return readings.map(({ status }) => status);
  });
}
