import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConfigFiles } from '../../src/config/config-files.ts';
import type { TextFile } from '../../src/yaml/text-file.ts';

const packageFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The package's own files, with some more by path; a path ending in `/` lists a folder's files, one a line. */
export function packageFiles(more: Readonly<Record<string, string>> = {}): ConfigFiles {
  return {
    packageFolder,
    readFile: (path) => more[path] ?? readFileSync(path, 'utf8'),
    listFolder: (path) => more[`${path}/`]?.split('\n') ?? readdirSync(path),
  };
}

/** The rule files that come with cislo. */
export function builtInRules(): readonly TextFile[] {
  const folder = `${packageFolder}/rules`;
  return readdirSync(folder)
    .sort()
    .map((name) => ({ file: name, text: readFileSync(`${folder}/${name}`, 'utf8') }));
}
