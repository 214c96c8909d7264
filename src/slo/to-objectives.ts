import type { MethodData, Objective } from '../model/objective.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource, ResolvedObjective, ResolvedSlo } from '../openslo/object/resolved-slo.ts';
import { writeOpenSlo } from '../openslo/write-openslo.ts';
import type { TimeWindow } from '../time/time-window.ts';
import { readMethod } from './budget-method-of.ts';
import { indicatorHash } from './indicator-hash.ts';
import { type ReadIndicator, readIndicator } from './read-indicator.ts';
import { queriesOf, readMeasured } from './read-measured.ts';
import { pointInTimeOf, readPointInTime, withSlices } from './read-point-in-time.ts';
import { readEventThreshold } from './read-threshold.ts';
import { toTimeWindow } from './to-time-window.ts';
import { toWrittenPolicy } from './to-written-policy.ts';
import { unsupportedParts } from './unsupported-parts.ts';

/** The objectives of an SLO, one of each that it has; none of an SLO with parts that cannot be run. The further ones are named `name:2`, `name:3`. */
export function toObjectives(slo: ResolvedSlo): readonly Objective[] {
  const window = toTimeWindow(slo.timeWindow);
  const { indicator } = slo;
  if (unsupportedParts(slo).length > 0 || 'reason' in window || indicator === null) return [];
  const document = writeOpenSlo(slo);
  return slo.objectives.flatMap((objective, index): readonly Objective[] => {
    const method = readMethod(slo, objective);
    /* v8 ignore next -- @preserve: such a method is an unsupported part */
    if ('reason' in method) return [];
    const read = readMetric((objective.indicator ?? indicator).metric, objective, method, window);
    if (read === null) return [];
    const { name } = slo.metadata;
    const displayName = slo.metadata.displayName ?? name;
    return [
      {
        name: index === 0 ? name : `${name}:${index + 1}`,
        displayName:
          objective.displayName === null || slo.objectives.length === 1
            ? displayName
            : `${displayName}: ${objective.displayName}`,
        description: slo.description,
        service: slo.service,
        targetRatio: objective.target.number,
        targetDecimal: objective.target.decimal,
        window,
        method,
        labels: slo.metadata.labels,
        annotations: { ...slo.serviceObject?.metadata.annotations, ...slo.metadata.annotations },
        policies: slo.alertPolicies.length === 0 ? null : slo.alertPolicies.map(toWrittenPolicy),
        ...read,
        file: slo.place.file,
        origin: 'file',
        document,
      },
    ];
  });
}

/** What decides a verdict; null when a part is wrong, which the check of the file has told. */
function readMetric(
  metric: Metric<ResolvedMetricSource>,
  objective: ResolvedObjective,
  method: MethodData,
  window: TimeWindow,
): ReadIndicator | null {
  const pointInTime = pointInTimeOf(metric);
  if (pointInTime !== null) {
    const { read } = readPointInTime(pointInTime);
    /* v8 ignore start -- @preserve: what is wrong with it is a problem, or an unsupported part, of its SLO */
    const indicator = read === null ? null : withSlices(read, method, window);
    if (indicator === null) return null;
    /* v8 ignore stop -- @preserve */
    return { indicator, indicatorHash: indicatorHash(indicator), conditions: null };
  }
  const isOurs = queriesOf(metric).every(({ type }) => type === 'cislo');
  if (isOurs && metric.type === 'ratio') return readIndicator(metric).read;
  if (isOurs && metric.type === 'threshold') return readEventThreshold(metric.threshold, objective).read;
  const measured = readMeasured(metric, objective);
  if ('problems' in measured) return null;
  const indicator = { eventType: 'measured', type: 'source', ...measured } as const;
  return { indicator, indicatorHash: indicatorHash(indicator), conditions: null };
}
