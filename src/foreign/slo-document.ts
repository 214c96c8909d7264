import { parseDecimal } from '../model/decimal.ts';
import { type WrittenNumber, writtenNumber } from '../yaml/write-yaml.ts';
import type { ImportedMetric, ImportedObjective, ImportedQuery, ImportedSlo } from './imported-slo.ts';

const apiVersion = 'openslo/v1';

/** The DataSource that imported queries of Prometheus refer to; its address comes from the environment. */
export const prometheusDocument = {
  apiVersion,
  kind: 'DataSource',
  metadata: { name: 'prometheus' },
  spec: { type: 'prometheus', connectionDetails: { url: 'env:PROMETHEUS_URL' } },
} as const;

/** Whether the system is Prometheus, whatever case it is written in. */
export function isPrometheus({ system }: ImportedQuery): boolean {
  return system.toLowerCase() === 'prometheus';
}

/** An imported SLO as an OpenSLO v1 document, ready for `writeYaml`. Nothing is checked. */
export function sloDocument(slo: ImportedSlo) {
  const { name, displayName, labels, annotations, window } = slo;
  const calendar = window.calendar === null ? {} : { calendar: window.calendar };
  return {
    apiVersion,
    kind: 'SLO',
    metadata: {
      name,
      ...given({ displayName }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      ...given({ description: slo.description }),
      service: slo.service,
      indicator: { metadata: { name }, spec: metricOf(slo.metric) },
      timeWindow: [{ duration: window.duration, isRolling: window.calendar === null, ...calendar }],
      budgetingMethod: slo.budgetingMethod,
      objectives: slo.objectives.map(objectiveOf),
    },
  };
}

function metricOf(metric: ImportedMetric) {
  if (metric.type === 'raw') return { ratioMetric: { rawType: metric.rawType, raw: queryOf(metric.query) } };
  if (metric.type === 'threshold') return { thresholdMetric: queryOf(metric.query) };
  const { counter, side, outcome, total } = metric satisfies { readonly type: 'ratio' };
  return { ratioMetric: { counter, [side]: queryOf(outcome), total: queryOf(total) } };
}

function queryOf(query: ImportedQuery) {
  const source = isPrometheus(query) ? { metricSourceRef: 'prometheus', type: 'prometheus' } : { type: query.system };
  return { metricSource: { ...source, spec: given(query.spec) } };
}

function objectiveOf({ displayName, target, op, value, timeSliceTarget, timeSliceWindow }: ImportedObjective) {
  return {
    ...given({ displayName, op }),
    ...numbers({ value, target, timeSliceTarget }),
    ...given({ timeSliceWindow }),
  };
}

/** What is not ''. */
function given(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

/** Numbers by their digits; what is none stays a text, so that checking names it. */
function numbers(texts: Readonly<Record<string, string>>): Readonly<Record<string, string | WrittenNumber>> {
  return Object.fromEntries(
    Object.entries(given(texts)).map(([key, text]) => [key, parseDecimal(text) === null ? text : writtenNumber(text)]),
  );
}
