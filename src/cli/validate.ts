import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Validation, validateFiles } from '../config/validate-files.ts';
import { CisloError, formatProblem } from '../model/error.ts';

/** `cislo validate`: every problem of OpenSLO files and configuration files. */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Checks OpenSLO v1 files and cislo.yaml and prints every problem with its place. Exit code 1 when there is any.',
    )
    .argument('<file...>', 'files, or folders whose .yaml and .yml files are meant')
    .option('--strict', "be as strict as OpenSLO's Go library; default: as the text of the specification")
    .option('--json', 'print {"files": […]} as JSON')
    .action((paths: readonly string[], { strict, json }: { readonly strict?: boolean; readonly json?: boolean }) => {
      const files = paths.flatMap(listFiles).map((file) => ({ file, text: readText(file) }));
      const result = validateFiles(files, { strict: strict === true });
      process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : describe(result));
      if (result.files.some(({ valid }) => !valid)) process.exitCode = 1;
    });
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

function describe({ files }: Validation): string {
  return files
    .flatMap(({ file, valid, problems }) => (valid ? [`${file}: valid`] : problems.map(formatProblem)))
    .map((line) => `${line}\n`)
    .join('');
}
