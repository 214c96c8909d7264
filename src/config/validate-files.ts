import type { Problem } from '../model/problem.ts';
import { readSloFiles } from '../slo/read-slo-files.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { configSchema } from './config-schema.ts';
import { readShape } from './read-shape.ts';

/** The answer of `cislo validate --json`. */
export interface Validation {
  readonly files: readonly {
    readonly file: string;
    /** Whether there is no problem; warnings do not count. */
    readonly valid: boolean;
    readonly problems: readonly Problem[];
    /** What is allowed and probably not meant, and what is right and cannot be run by this version. */
    readonly warnings: readonly Problem[];
  }[];
}

/**
 * Checks OpenSLO files and configuration files, told apart by what they hold: a file is a configuration when it is one map of
 * keys of which one is known there and none is `apiVersion` or `kind`. Names must differ across all given files.
 * A name that refers to an object in a file that was not given is a warning.
 */
export function validateFiles(files: readonly TextFile[], options: { readonly strict?: boolean } = {}): Validation {
  const configs = files.filter(isConfig);
  const slos = readSloFiles(
    files.filter((file) => !configs.includes(file)),
    { strict: options.strict ?? false, complete: false },
  );
  const warnings = [...slos.warnings, ...slos.unsupported].sort((left, right) => left.line - right.line);
  const problems = [...configs.flatMap((file) => readShape(file, configSchema).problems), ...slos.problems];
  return {
    files: files.map(({ file }) => {
      const own = problems.filter((problem) => problem.file === file);
      return {
        file,
        valid: own.length === 0,
        problems: own,
        warnings: warnings.filter((warning) => warning.file === file),
      };
    }),
  };
}

function isConfig({ file, text }: TextFile): boolean {
  const { documents } = readYaml(file, text);
  const value = documents[0]?.value;
  if (documents.length !== 1 || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const known = Object.keys(configSchema.shape);
  return !('apiVersion' in value) && !('kind' in value) && Object.keys(value).some((key) => known.includes(key));
}
