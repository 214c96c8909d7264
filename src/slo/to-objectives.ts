import { createHash } from 'node:crypto';
import { memberName } from '../model/counted-objectives.ts';
import type { MethodData, Objective } from '../model/objective.ts';
import type { Metric } from '../openslo/object/metric.ts';
import type { ResolvedMetricSource, ResolvedObjective, ResolvedSlo } from '../openslo/object/resolved-slo.ts';
import { writeOpenSlo } from '../openslo/write-openslo.ts';
import type { TimeWindow } from '../time/time-window.ts';
import { readMethod } from './budget-method-of.ts';
import { indicatorHash } from './indicator-hash.ts';
import { type ReadIndicator, readIndicator } from './read-indicator.ts';
import { journeyOf, readJourney } from './read-journey.ts';
import { queriesOf, readMeasured } from './read-measured.ts';
import { pointInTimeOf, readPointInTime, withSlices } from './read-point-in-time.ts';
import { readEventThreshold } from './read-threshold.ts';
import { toTimeWindow } from './to-time-window.ts';
import { toWrittenPolicy } from './to-written-policy.ts';
import { unsupportedParts } from './unsupported-parts.ts';

/**
 * The objectives of an SLO, one of each that it has; none of an SLO with parts that cannot be run. The further ones are named `name:2`,
 * `name:3`. A composite SLO is one objective, and its members are named `name/1`, `name/2`.
 */
export function toObjectives(slo: ResolvedSlo): readonly Objective[] {
  const window = toTimeWindow(slo.timeWindow);
  if (unsupportedParts(slo).length > 0 || 'reason' in window) return [];
  const document = writeOpenSlo(slo);
  const own = slo.objectives.flatMap((objective, index) => toObjective(slo, objective, index, window, document) ?? []);
  return slo.indicator === null && own.length > 0 ? [compositeOf(slo, own)] : own;
}

function toObjective(
  slo: ResolvedSlo,
  objective: ResolvedObjective,
  index: number,
  window: TimeWindow,
  document: string,
): Objective | null {
  const method = readMethod(slo, objective);
  const indicator = objective.indicator ?? slo.indicator;
  /* v8 ignore next -- @preserve: such a method is an unsupported part, and an SLO without a problem has an indicator */
  if ('reason' in method || indicator === null) return null;
  const read = readMetric(indicator.metric, objective, method, window);
  if (read === null) return null;
  const { name } = slo.metadata;
  const displayName = slo.metadata.displayName ?? name;
  const furtherName = index === 0 ? name : `${name}:${index + 1}`;
  return {
    name: slo.indicator === null ? memberName(name, index + 1) : furtherName,
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
  };
}

/** One objective over all members: its target is the lowest of theirs, and by time slices a slice of it is good or bad as a whole. */
function compositeOf(slo: ResolvedSlo, own: readonly Objective[]): Objective {
  const lowest = own.reduce((least, one) => (one.targetRatio < least.targetRatio ? one : least));
  const [{ method }] = own as readonly [Objective];
  const members = own.map((objective, index) => ({
    weightDecimal: (slo.objectives[index] as ResolvedObjective).compositeWeight?.decimal ?? '1',
    objective: { ...objective, policies: [] },
  }));
  // What is excluded is left out of the members.
  const { 'cislo.dev/exclude': _excluded, ...annotations } = lowest.annotations;
  const indicator = { eventType: 'measured', type: 'composite', members } as const;
  const meaning = members.map(({ weightDecimal, objective }) => `${weightDecimal} ${objective.indicatorHash}`);
  return {
    ...lowest,
    name: slo.metadata.name,
    displayName: slo.metadata.displayName ?? slo.metadata.name,
    annotations,
    policies: slo.alertPolicies.length === 0 ? null : slo.alertPolicies.map(toWrittenPolicy),
    method: method.type === 'timeslices' ? { ...method, sliceTargetDecimal: '1' } : method,
    indicator,
    indicatorHash: createHash('sha256').update(meaning.join('\n')).digest('hex').slice(0, 32),
    conditions: null,
  };
}

/** What decides a verdict; null when a part is wrong, which the check of the file has told. */
function readMetric(
  metric: Metric<ResolvedMetricSource>,
  objective: ResolvedObjective,
  method: MethodData,
  window: TimeWindow,
): ReadIndicator | null {
  const journey = journeyOf(metric);
  if (journey !== null) {
    const { read: indicator } = readJourney(journey);
    /* v8 ignore next -- @preserve: what is wrong with it is a problem of its file */
    if (indicator === null) return null;
    return { indicator, indicatorHash: indicatorHash(indicator), conditions: null };
  }
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
