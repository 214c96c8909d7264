import { writeYaml, writtenNumber } from '../yaml/write-yaml.ts';
import type { ExactNumber } from './object/exact-number.ts';
import type { Metric } from './object/metric.ts';
import type {
  AlertConditionObject,
  AlertNotificationTargetObject,
  DataSourceObject,
  ObjectMetadata,
  ServiceObject,
} from './object/openslo-object.ts';
import type {
  ResolvedAlertPolicy,
  ResolvedIndicator,
  ResolvedMetricSource,
  ResolvedObjective,
  ResolvedSlo,
} from './object/resolved-slo.ts';
import type { OpenSloWindow } from './object/slo-window.ts';
import { namespaceAnnotation } from './read/read-metadata.ts';

const apiVersion = 'openslo/v1';

/**
 * Writes an SLO as OpenSLO v1 in YAML: its Service and its DataSources as documents of their own, everything else inside the SLO. Reading
 * the text gives the same SLO, places aside. It is strictly valid unless a name is no DNS label, a display name is longer than 63
 * characters, or a condition is of a kind of its own. A namespace becomes the annotation `metadata.namespace`.
 */
export function writeOpenSlo(slo: ResolvedSlo): string {
  const { serviceObject } = slo;
  const services = serviceObject === null ? [] : [serviceDocument(serviceObject)];
  return writeYaml([...services, ...dataSourcesOf(slo).map(dataSourceDocument), sloDocument(slo)]);
}

function sloDocument(slo: ResolvedSlo) {
  const { indicator, alertPolicies } = slo;
  return {
    apiVersion,
    kind: 'SLO',
    metadata: metadataOf(slo.metadata),
    spec: {
      ...textOf('description', slo.description),
      service: slo.service,
      ...(indicator === null ? {} : { indicator: indicatorOf(indicator) }),
      timeWindow: [windowOf(slo.timeWindow)],
      budgetingMethod: slo.budgetingMethod,
      objectives: slo.objectives.map(objectiveOf),
      ...(alertPolicies.length === 0 ? {} : { alertPolicies: alertPolicies.map(policyOf) }),
    },
  };
}

function serviceDocument({ metadata, description }: ServiceObject) {
  return { apiVersion, kind: 'Service', metadata: metadataOf(metadata), spec: textOf('description', description) };
}

function dataSourceDocument({ metadata, description, type, connectionDetails }: DataSourceObject) {
  const spec = { ...textOf('description', description), type, connectionDetails };
  return { apiVersion, kind: 'DataSource', metadata: metadataOf(metadata), spec };
}

/** Each DataSource once, in the order in which the SLO uses them. */
function dataSourcesOf(slo: ResolvedSlo): readonly DataSourceObject[] {
  const indicators = [slo.indicator, ...slo.objectives.map(({ indicator }) => indicator)];
  const sources = indicators.flatMap((indicator) => (indicator === null ? [] : queriesOf(indicator.metric)));
  const byName = new Map(
    sources.flatMap(({ dataSource }) => (dataSource === null ? [] : [[dataSource.metadata.name, dataSource]])),
  );
  return [...byName.values()];
}

function queriesOf(metric: Metric<ResolvedMetricSource>): readonly ResolvedMetricSource[] {
  if (metric.type === 'ratio') return [metric.outcome, metric.total];
  return [metric.type === 'raw' ? metric.raw : metric.threshold];
}

function metadataOf({ name, displayName, labels, annotations, namespace }: ObjectMetadata) {
  const all = namespace === null ? annotations : { ...annotations, [namespaceAnnotation]: namespace };
  return {
    name,
    ...(displayName === null ? {} : { displayName }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
  };
}

function indicatorOf({ metadata, description, metric }: ResolvedIndicator) {
  return {
    metadata: metadataOf(metadata),
    spec: { ...textOf('description', description), ...metricOf(metric) },
  };
}

function metricOf(metric: Metric<ResolvedMetricSource>) {
  if (metric.type === 'ratio') {
    const { counter, side, outcome, total } = metric;
    return { ratioMetric: { counter, [side]: queryOf(outcome), total: queryOf(total) } };
  }
  if (metric.type === 'raw') return { ratioMetric: { rawType: metric.rawType, raw: queryOf(metric.raw) } };
  return { thresholdMetric: queryOf(metric.threshold) };
}

function queryOf({ dataSourceRef, type, spec }: ResolvedMetricSource) {
  const ref = dataSourceRef === null ? {} : { metricSourceRef: dataSourceRef.name };
  return { metricSource: { ...ref, ...textOf('type', type ?? ''), spec } };
}

function windowOf(window: OpenSloWindow) {
  const duration = window.duration.text;
  if (window.type === 'rolling') return { duration, isRolling: true };
  const { startTime, timeZone } = window;
  return { duration, isRolling: false, calendar: { startTime, timeZone } };
}

function objectiveOf(objective: ResolvedObjective) {
  const { displayName, op, value, timeSliceTarget, timeSliceWindow, indicator, compositeWeight } = objective;
  return {
    ...(displayName === null ? {} : { displayName }),
    ...(op === null ? {} : { op }),
    ...numberOf('value', value),
    target: writtenNumber(objective.target.decimal),
    ...numberOf('timeSliceTarget', timeSliceTarget),
    ...(timeSliceWindow === null ? {} : { timeSliceWindow: timeSliceWindow.text }),
    ...(indicator === null ? {} : { indicator: indicatorOf(indicator) }),
    ...numberOf('compositeWeight', compositeWeight),
  };
}

function policyOf(policy: ResolvedAlertPolicy) {
  const { alertWhenNoData, alertWhenBreaching, alertWhenResolved } = policy;
  return {
    kind: 'AlertPolicy',
    metadata: metadataOf(policy.metadata),
    spec: {
      ...textOf('description', policy.description),
      ...{ alertWhenNoData, alertWhenBreaching, alertWhenResolved },
      conditions: [conditionOf(policy.condition)],
      notificationTargets: policy.notificationTargets.map(targetOf),
    },
  };
}

function conditionOf(object: AlertConditionObject) {
  const { conditionKind, op, threshold, lookbackWindow, alertAfter } = object;
  return {
    kind: 'AlertCondition',
    metadata: metadataOf(object.metadata),
    spec: {
      ...textOf('description', object.description),
      severity: object.severity,
      condition: {
        kind: conditionKind,
        op,
        threshold: writtenNumber(threshold.decimal),
        lookbackWindow: lookbackWindow.text,
        ...(alertAfter === null ? {} : { alertAfter: alertAfter.text }),
      },
    },
  };
}

function targetOf({ metadata, description, target }: AlertNotificationTargetObject) {
  return {
    kind: 'AlertNotificationTarget',
    metadata: metadataOf(metadata),
    spec: { ...textOf('description', description), target },
  };
}

function textOf(key: string, text: string) {
  return text === '' ? {} : { [key]: text };
}

function numberOf(key: string, number: ExactNumber | null) {
  return number === null ? {} : { [key]: writtenNumber(number.decimal) };
}
