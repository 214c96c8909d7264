import { Command } from 'commander';
import { importSlos } from '../foreign/import-slos.ts';
import { formatProblem } from '../model/problem.ts';
import { readNamedFiles } from './read-named-files.ts';

/** `cislo import FILE…`: SLOs of other formats as OpenSLO v1. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      'Prints SLOs of Sloth, Pyrra, slo.dev/v1 and OpenSLO v1alpha as OpenSLO v1. What has no equivalent is named on standard error. Exit code 1 when nothing could be imported.',
    )
    .argument('<file...>', 'files, or folders whose .yaml and .yml files are meant')
    .action((paths: readonly string[]) => {
      const { text, notes } = importSlos(readNamedFiles(paths));
      process.stdout.write(text);
      for (const note of notes) process.stderr.write(`${formatProblem(note)}\n`);
      if (text === '') process.exitCode = 1;
    });
}
