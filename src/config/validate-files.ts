import type { Problem } from '../model/error.ts';
import type { TextFile } from '../slo/read-objectives.ts';
import { readObjectives } from '../slo/read-objectives.ts';
import { readYaml } from '../slo/read-yaml.ts';
import { configSchema } from './config-schema.ts';
import { readShape } from './read-shape.ts';

/** The answer of `cislo validate --json`. */
export interface Validation {
  readonly files: readonly { readonly file: string; readonly valid: boolean; readonly problems: readonly Problem[] }[];
}

/**
 * Checks OpenSLO files and configuration files, told apart by what they hold: a file is a configuration when it is one map of
 * keys of which one is known there and none is `apiVersion` or `kind`. SLO names must differ across all given files.
 */
export function validateFiles(files: readonly TextFile[], options: { readonly strict?: boolean } = {}): Validation {
  const configs = files.filter(isConfig);
  const slos = readObjectives(
    files.filter((file) => !configs.includes(file)),
    options,
  );
  const problems = [...configs.flatMap((file) => readShape(file, configSchema).problems), ...slos.problems];
  return {
    files: files.map(({ file }) => {
      const own = problems.filter((problem) => problem.file === file);
      return { file, valid: own.length === 0, problems: own };
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
