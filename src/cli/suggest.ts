import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { shippedTemplates, shippedTiers } from '../app/shipped-templates.ts';
import { readDeployed } from '../generation/read-deployed.ts';
import { CisloError } from '../model/error.ts';
import { showPercent } from '../model/show-number.ts';
import { systemViewer } from '../model/viewer.ts';
import { suggestSlos } from '../status/suggest-slos.ts';
import { type SuggestionsJson, suggestionsJson } from '../web/api/suggestion-routes.ts';
import { getJson } from './get-json.ts';
import { type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { table } from './table.ts';
import { withReadOnlyStore } from './with-database.ts';

/** `cislo suggest`: SLOs for what was seen, with targets just under what is achieved. */
export function suggestCommand(): Command {
  const command = new Command('suggest')
    .description(
      'Looks at the last 30 days of the database and proposes SLOs: a target just under what was achieved, its tier, and stricter phases. It only reads.',
    )
    .option('--out <dir>', 'write an OpenSLO file for each into this folder')
    .option('--json', 'print {"items": […], "left_out": […]} as JSON');
  return withServerFlags(command).action(async ({ out, json, ...flags }: SuggestFlags) => {
    const server = serverOf(flags);
    const suggestions =
      server === null ? await suggestHere() : ((await getJson(server, '/api/suggestions')) as SuggestionsJson);
    if (out !== undefined) writeFiles(suggestions, out);
    process.stdout.write(json === true ? `${JSON.stringify(suggestions)}\n` : toText(suggestions));
  });
}

interface SuggestFlags extends ServerFlags {
  readonly out?: string;
  readonly json?: boolean;
}

function suggestHere(): Promise<SuggestionsJson> {
  return withReadOnlyStore(async ({ config, store }) => {
    const deployed = await readDeployed(store.db);
    const graceMs = deployed?.graceMs ?? config.settle.graceMs;
    const shipped = { templates: shippedTemplates(), tiers: shippedTiers() };
    return suggestionsJson(await suggestSlos(store.read, systemViewer, shipped, { now: Date.now(), graceMs }));
  });
}

/** A file of somebody's is never overwritten. */
function writeFiles({ items }: SuggestionsJson, out: string): void {
  mkdirSync(out, { recursive: true });
  for (const { name, document } of items) {
    const path = join(out, `${name}.yaml`);
    if (existsSync(path))
      throw new CisloError('bad_request', `${path} is there already; remove it or name another folder with --out`);
    writeFileSync(path, document);
    process.stderr.write(`wrote ${path}\n`);
  }
}

function toText({ items, left_out: leftOut }: SuggestionsJson): string {
  const rows = items.map(({ name, good, bad, sli, target, tier }) => [
    name,
    String(good + bad),
    showPercent(sli, 2),
    showPercent(target, 4),
    tier ?? '–',
  ]);
  const head = ['SLO', 'events', 'achieved', 'target', 'tier'];
  const reasons = [
    ...items.map(({ name, why, phases }) => `${name}: ${why}${phases === null ? '' : ` Phases: ${phases}.`}\n`),
    ...leftOut.map(({ name, why }) => `${name} is left out: ${why}.\n`),
  ];
  if (items.length === 0) return `No SLO is proposed.\n${reasons.join('')}`;
  return `${table(head, rows, new Set([1, 2, 3]))}\n${reasons.join('')}`;
}
