import type { Objective } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource } from '../openslo/object/resolved-slo.ts';
import { readOpenSlo } from '../openslo/read-openslo.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { metricSourceProblems } from './metric-sources.ts';
import { readIndicator } from './read-indicator.ts';
import { journeyOf, readJourney } from './read-journey.ts';
import { queriesOf, shapeOf, sourceTypeOf } from './read-measured.ts';
import { pointInTimeOf, readPointInTime } from './read-point-in-time.ts';
import { readEventThreshold } from './read-threshold.ts';
import { toObjectives } from './to-objectives.ts';
import { unsupportedParts } from './unsupported-parts.ts';

/** What OpenSLO files hold for cislo. */
export interface ReadSloFiles {
  /** One of each SLO that is right and that cislo can run. */
  readonly objectives: readonly Objective[];
  /** What is wrong with the files. */
  readonly problems: readonly Problem[];
  /** What is right and cannot be run yet. */
  readonly unsupported: readonly Problem[];
  /** What is right and probably not meant. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads OpenSLO v1 files with what cislo adds to them.
 *
 * @param options `strict` follows the go-sdk; `complete`: every reference must lead somewhere
 */
export function readSloFiles(
  files: readonly TextFile[],
  options: { readonly strict: boolean; readonly complete: boolean },
): ReadSloFiles {
  const { slos, problems, warnings } = readOpenSlo(files, {
    ...options,
    conditionKinds: ['exhaustion'],
    checkMetric: metricProblems,
  });
  return {
    objectives: slos.flatMap(toObjectives),
    problems,
    unsupported: slos.flatMap(unsupportedParts),
    warnings,
  };
}

/** What is wrong with the queries of a metric that cislo runs; of any other metric nothing is known. */
function metricProblems(metric: Metric<ResolvedMetricSource>): readonly Problem[] {
  const [first] = queriesOf(metric);
  const isOurs = queriesOf(metric).every(({ type }) => type === 'cislo');
  if (!isOurs) {
    const type = sourceTypeOf(first);
    const isOne = queriesOf(metric).every((query) => sourceTypeOf(query) === type);
    return type === null || !isOne ? [] : shapeOf(metric, type);
  }
  const journey = journeyOf(metric);
  if (journey !== null) return readJourney(journey).problems;
  if (metric.type === 'threshold') return readEventThreshold(metric.threshold, null).problems;
  const pointInTime = pointInTimeOf(metric);
  if (pointInTime !== null) return readPointInTime(pointInTime).problems;
  if (metric.type !== 'ratio') return [];
  return [
    ...metricSourceProblems(metric.outcome, 'outcome'),
    ...metricSourceProblems(metric.total, 'total'),
    ...readIndicator(metric).problems,
  ];
}
