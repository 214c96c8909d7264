import type { Problem } from '../model/problem.ts';
import type { TextFile } from '../yaml/text-file.ts';
import type { Metric } from './object/metric.ts';
import type { OpenSloObject } from './object/openslo-object.ts';
import type { ResolvedMetricSource, ResolvedSlo } from './object/resolved-slo.ts';
import { type FoundObject, readOpenSloObject } from './read/read-object.ts';
import { readSources } from './read/read-sources.ts';
import { checkReferences } from './resolve/check-references.ts';
import { checkThresholds } from './resolve/check-thresholds.ts';
import { indexObjects, type ObjectIndex } from './resolve/object-index.ts';
import { resolveMetric } from './resolve/resolve-metric.ts';
import { resolveSlo } from './resolve/resolve-slo.ts';

/** What is asked of the files. */
export interface OpenSloOptions {
  /** False: the text of the specification. True: also what OpenSLO's go-sdk asks for beyond it. */
  readonly strict: boolean;
  /** True: these are all files, so every reference must lead somewhere. Default: false. */
  readonly complete?: boolean;
  /** Kinds of alert condition that are allowed beside `burnrate`; strict refuses them all the same. Default: none. */
  readonly conditionKinds?: readonly string[];
  /**
   * Checks what only the caller knows: the `spec` of each query of a metric. Called once for each metric whose shape is right and whose
   * DataSources are known, also where other parts of the object are wrong.
   */
  readonly checkMetric?: (metric: Metric<ResolvedMetricSource>) => readonly Problem[];
}

/** What the files hold. */
export interface ReadOpenSlo {
  /** Each object without a problem, in the order of the files. */
  readonly objects: readonly OpenSloObject[];
  /** Each SLO without a problem, in itself and in all that it refers to. */
  readonly slos: readonly ResolvedSlo[];
  /** Everything that is wrong, in the order of the files and of the text. */
  readonly problems: readonly Problem[];
  /** What is allowed and probably not meant, in the same order. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads OpenSLO v1 (https://github.com/OpenSLO/OpenSLO): all seven kinds, written inside one another or by reference, over several
 * files; a file holds documents, or lists of objects. Never throws: everything wrong is a problem with its place.
 */
export function readOpenSlo(files: readonly TextFile[], options: OpenSloOptions): ReadOpenSlo {
  const read = files.map(readSources);
  const found = read.flatMap(({ sources }) =>
    sources.map((source) => readOpenSloObject(source, options.strict, options.conditionKinds ?? [])),
  );
  const index = indexObjects(found);
  for (const one of found) {
    checkReferences(one, index, options.complete === true);
    for (const metric of one.findings.metrics) {
      const resolved = resolveMetric(metric, index);
      if (resolved !== null) one.findings.problems.push(...(options.checkMetric?.(resolved) ?? []));
    }
  }
  const slos = found.flatMap((one) => resolveFound(one, index));
  const order = new Map(files.map(({ file }, position) => [file, position]));
  const inOrder = (left: Problem, right: Problem) =>
    Number(order.get(left.file)) - Number(order.get(right.file)) ||
    left.line - right.line ||
    left.column - right.column;
  return {
    // A reader that gives no object has reported why.
    objects: found
      .filter(({ findings }) => findings.problems.length === 0)
      .map(({ object }) => object as OpenSloObject),
    slos,
    problems: [...read.flatMap((file) => file.problems), ...found.flatMap(({ findings }) => findings.problems)].sort(
      inOrder,
    ),
    warnings: found.flatMap(({ findings }) => findings.warnings).sort(inOrder),
  };
}

function resolveFound({ object, spot, findings }: FoundObject, index: ObjectIndex): readonly ResolvedSlo[] {
  if (object?.kind !== 'SLO' || findings.problems.length > 0) return [];
  const slo = resolveSlo(object, index);
  return slo !== null && checkThresholds(slo, spot) ? [slo] : [];
}
