import type { Path } from '../yaml/yaml-document.ts';
import type { FollowedSource } from './followed-source.ts';
import { type ImportedMetric, labelName, plainObjective, promql, ratioOfPercent } from './imported-slo.ts';
import type { ReadForeign } from './read-sloth.ts';

const indicator: Path = ['spec', 'indicator'];

/** Reads Pyrra's `ServiceLevelObjective` (https://github.com/pyrra-dev/pyrra, kubernetes/api/v1alpha1). */
export function readPyrra(source: FollowedSource): ReadForeign {
  const name = labelName(source.text(['metadata', 'name']));
  const namespace = source.text(['metadata', 'namespace']);
  const duration = source.text(['spec', 'window']);
  const target = ratioOfPercent(source.text(['spec', 'target']));
  const metric = readMetric(source);
  if (metric === null) {
    const message = 'only ratio, latency and bool_gauge can be said in OpenSLO, so the SLO is left out';
    return { slos: [], notes: [source.note(indicator, message)] };
  }
  const isGauge = metric.type === 'threshold';
  const slo = {
    name,
    displayName: '',
    description: source.text(['spec', 'description']).trim(),
    service: name,
    labels: source.texts(['metadata', 'labels']),
    annotations: {
      ...source.texts(['metadata', 'annotations']),
      ...(namespace === '' ? {} : { 'metadata.namespace': namespace }),
    },
    window: { duration, calendar: null },
    budgetingMethod: 'Occurrences',
    metric,
    objectives: [{ ...plainObjective(target), op: isGauge ? 'gte' : '', value: isGauge ? '1' : '' }],
  };
  return {
    slos: [slo],
    notes: [source.note(['metadata', 'name'], 'Pyrra names no service; the name of the SLO stands for it')],
  };
}

function readMetric(source: FollowedSource): ImportedMetric | null {
  const query = (...path: Path) => promql(source.text([...indicator, ...path, 'metric']).trim());
  if (source.has([...indicator, 'ratio']))
    return {
      type: 'ratio',
      side: 'bad',
      counter: true,
      outcome: query('ratio', 'errors'),
      total: query('ratio', 'total'),
    };
  if (source.has([...indicator, 'latency']))
    return {
      type: 'ratio',
      side: 'good',
      counter: true,
      outcome: query('latency', 'success'),
      total: query('latency', 'total'),
    };
  if (source.has([...indicator, 'bool_gauge'])) return { type: 'threshold', query: query('bool_gauge') };
  return null;
}
