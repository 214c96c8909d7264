import { Command } from 'commander';
import { type Validation, validateFiles } from '../config/validate-files.ts';
import { formatProblem } from '../model/problem.ts';
import { readNamedFiles } from './read-named-files.ts';

/** `cislo validate`: every problem of OpenSLO files and configuration files. */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Checks OpenSLO v1 files and cislo.yaml and prints every problem and warning with its place. Exit code 1 when there is any problem.',
    )
    .argument('<file...>', 'files, or folders whose .yaml and .yml files are meant')
    .option('--strict', "be as strict as OpenSLO's Go library; default: as the text of the specification")
    .option('--json', 'print {"files": […]} as JSON')
    .action((paths: readonly string[], { strict, json }: { readonly strict?: boolean; readonly json?: boolean }) => {
      const result = validateFiles(readNamedFiles(paths), { strict: strict === true });
      process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : describe(result));
      if (result.files.some(({ valid }) => !valid)) process.exitCode = 1;
    });
}

function describe({ files }: Validation): string {
  return files
    .flatMap(({ file, valid, problems, warnings }) => [
      ...(valid ? [`${file}: valid`] : problems.map(formatProblem)),
      ...warnings.map((warning) => formatProblem({ ...warning, message: `warning: ${warning.message}` })),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
