import type { Objective } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { readSloFiles } from './read-slo-files.ts';

/** What the files define, and everything that is wrong with them or cannot be run, in the order of the files and of the text. */
export interface ReadObjectives {
  readonly objectives: readonly Objective[];
  readonly problems: readonly Problem[];
}

/**
 * Makes objectives of OpenSLO v1 files: one of each SLO that has no problem. What is right as OpenSLO and cannot be run yet is a
 * problem here. The files are all there are: each reference must lead somewhere.
 *
 * @param options `strict` follows the go-sdk where it asks for more than the specification's text; the default follows the text
 */
export function readObjectives(
  files: readonly TextFile[],
  options: { readonly strict?: boolean } = {},
): ReadObjectives {
  const read = readSloFiles(files, { strict: options.strict ?? false, complete: true });
  const order = new Map(files.map(({ file }, position) => [file, position]));
  const problems = [...read.problems, ...read.unsupported];
  problems.sort(
    (left, right) =>
      Number(order.get(left.file)) - Number(order.get(right.file)) ||
      left.line - right.line ||
      left.column - right.column,
  );
  return { objectives: read.objectives, problems };
}
