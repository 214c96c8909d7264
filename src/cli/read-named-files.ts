import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CisloError } from '../model/error.ts';
import type { TextFile } from '../yaml/text-file.ts';

/** Reads the files that somebody named; a folder stands for its .yaml and .yml files. Throws `bad_request` when one cannot be read. */
export function readNamedFiles(paths: readonly string[]): readonly TextFile[] {
  return paths.flatMap(listFiles).map((file) => ({ file, text: readText(file) }));
}

function listFiles(path: string): readonly string[] {
  if (!isFolder(path)) return [path];
  const names = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
  if (names.length === 0)
    throw new CisloError('bad_request', `${path} has no .yaml or .yml file; name files or another folder`);
  return names.sort().map((name) => join(path, name));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CisloError(
      'bad_request',
      `${path} cannot be read (${(cause as NodeJS.ErrnoException).code}); name a file that can`,
      { cause },
    );
  }
}
