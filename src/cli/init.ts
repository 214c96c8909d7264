import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { shippedSources, shippedTemplates, shippedTiers } from '../app/shipped-templates.ts';
import { CisloError } from '../model/error.ts';
import { fillTemplate, type NamedTier } from '../template/fill-template.ts';

interface InitFlags {
  readonly tier?: string;
  readonly out?: string;
}

interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** `cislo init [TEMPLATE]`: an OpenSLO file from a template, with the values of a tier. Without a name it lists the templates. */
export function initCommand(): Command {
  return new Command('init')
    .description('Makes an OpenSLO file from a template; without a name it lists the templates and the tiers.')
    .argument('[template]', 'the name of a template')
    .option('--tier <tier>', 'how much is asked for, such as critical or best-effort; default: usual values')
    .option('--out <dir>', 'write the file into this folder; default: print it')
    .action((template: string | undefined, flags: InitFlags) => {
      if (template === undefined) process.stdout.write(listing());
      else deliver(filesOf(template, flags.tier), flags.out);
    });
}

function filesOf(name: string, tierName: string | undefined): readonly WrittenFile[] {
  const templates = shippedTemplates();
  const template = templates.get(name);
  if (template === undefined)
    throw new CisloError('bad_request', `there is no template ${name}; there are ${[...templates.keys()].join(', ')}`);
  const text = fillTemplate(template, tierOf(tierName));
  const sources = [...shippedSources()].filter(([source]) => text.includes(`metricSourceRef: ${source}\n`));
  return [
    ...sources.map(([source, written]) => ({ name: `source-${source}.yaml`, text: written })),
    { name: `${name}.yaml`, text },
  ];
}

function tierOf(name: string | undefined): NamedTier | null {
  if (name === undefined) return null;
  const tiers = shippedTiers();
  const values = tiers.get(name);
  if (values !== undefined) return { name, values };
  throw new CisloError('bad_request', `there is no tier ${name}; there are ${[...tiers.keys()].join(', ')}`);
}

/** Each template with the question in its first line. */
function listing(): string {
  const templates = shippedTemplates();
  const width = Math.max(...[...templates.keys()].map(({ length }) => length));
  const lines = [...templates].map(
    ([name, text]) => `${name.padEnd(width)}  ${text.split('\n')[0]?.replace('# ', '')}`,
  );
  return `${lines.join('\n')}\n\nTiers (--tier): ${[...shippedTiers().keys()].join(', ')}\n`;
}

/** A file of somebody's is never overwritten; a source that is there already serves the new SLO as well. */
function deliver(files: readonly WrittenFile[], out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(files.map(({ text }) => text).join('---\n'));
    return;
  }
  mkdirSync(out, { recursive: true });
  for (const { name, text } of files) {
    const path = join(out, name);
    if (!existsSync(path)) {
      writeFileSync(path, text);
      process.stdout.write(`wrote ${path}\n`);
    } else if (!name.startsWith('source-')) {
      throw new CisloError('bad_request', `${path} is there already; remove it or name another folder with --out`);
    }
  }
}
