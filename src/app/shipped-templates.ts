import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTiers, type Tier } from '../template/tier.ts';
import { packageFolder } from './package-folder.ts';

const folder = join(packageFolder, 'templates');
const tiersName = 'tiers.yaml';

/** The templates that cislo ships, by name, in order. */
export function shippedTemplates(): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== tiersName);
  return new Map(files.sort().map((file) => [file.replace('.yaml', ''), readFileSync(join(folder, file), 'utf8')]));
}

/** The data sources that templates refer to, by name, in order. */
export function shippedSources(): ReadonlyMap<string, string> {
  const files = readdirSync(join(folder, 'sources')).sort();
  return new Map(files.map((file) => [file.replace('.yaml', ''), readFileSync(join(folder, 'sources', file), 'utf8')]));
}

/** The tiers that cislo ships, by name. */
export function shippedTiers(): ReadonlyMap<string, Tier> {
  return readTiers({ file: tiersName, text: readFileSync(join(folder, tiersName), 'utf8') });
}
