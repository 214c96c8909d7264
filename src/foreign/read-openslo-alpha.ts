import type { Path } from '../yaml/yaml-document.ts';
import type { FollowedSource } from './followed-source.ts';
import type { ImportedMetric, ImportedObjective, ImportedQuery, ImportedSlo } from './imported-slo.ts';
import type { ReadForeign } from './read-sloth.ts';

const units: Readonly<Record<string, string>> = {
  ...{ Minute: 'm', Hour: 'h', Day: 'd', Week: 'w', Month: 'M', Quarter: 'Q', Year: 'Y' },
};

/**
 * Reads an SLO of OpenSLO v1alpha (https://github.com/OpenSLO/OpenSLO, v0.1.0-beta). There a ratio stands in each objective; in v1
 * that would be a composite, so each further objective with a ratio becomes an SLO of its own: `name-2`, `name-3`.
 */
export function readOpenSloAlpha(source: FollowedSource): ReadForeign {
  const name = source.text(['metadata', 'name']);
  const budgetingMethod = source.text(['spec', 'budgetingMethod']);
  const shared = {
    displayName: source.text(['metadata', 'displayName']),
    description: source.text(['spec', 'description']),
    service: source.text(['spec', 'service']),
    labels: {},
    annotations: {},
    window: readWindow(source, ['spec', 'timeWindows', 0]),
    budgetingMethod,
  };
  const threshold: Path = ['spec', 'indicator', 'thresholdMetric'];
  const count = source.length(['spec', 'objectives']);
  const objectives = Array.from({ length: count }, (_, index) =>
    readObjective(source, ['spec', 'objectives', index], budgetingMethod),
  );
  if (source.has(threshold)) {
    const metric: ImportedMetric = { type: 'threshold', query: readQuery(source, threshold) };
    return { slos: [{ ...shared, name, metric, objectives }], notes: [] };
  }
  const slos = objectives.map((objective, index): ImportedSlo => {
    const at: Path = ['spec', 'objectives', index, 'ratioMetrics'];
    const side = source.has([...at, 'bad']) ? 'bad' : 'good';
    const counter = source.text([...at, source.has([...at, 'incremental']) ? 'incremental' : 'counter']) === 'true';
    const [outcome, total] = [readQuery(source, [...at, side]), readQuery(source, [...at, 'total'])];
    const metric: ImportedMetric = { type: 'ratio', side, counter, outcome, total };
    return { ...shared, name: index === 0 ? name : `${name}-${index + 1}`, metric, objectives: [objective] };
  });
  return { slos, notes: [] };
}

function readWindow(source: FollowedSource, at: Path): ImportedSlo['window'] {
  const unit = source.text([...at, 'unit']);
  const duration = `${source.text([...at, 'count'])}${Object.hasOwn(units, unit) ? units[unit] : unit}`;
  if (source.text([...at, 'isRolling']) === 'true') return { duration, calendar: null };
  const [startTime, timeZone] = [
    source.text([...at, 'calendar', 'startTime']),
    source.text([...at, 'calendar', 'timeZone']),
  ];
  return { duration, calendar: { startTime, timeZone } };
}

function readObjective(source: FollowedSource, at: Path, method: string): ImportedObjective {
  const one = (key: string) => source.text([...at, key]);
  return {
    displayName: one('displayName'),
    target: one('target'),
    op: one('op'),
    value: one('value'),
    timeSliceTarget: one('timeSliceTarget'),
    // v1alpha has no length of a slice; a minute is the shortest that can be measured.
    timeSliceWindow: method === 'Timeslices' ? '1m' : '',
  };
}

function readQuery(source: FollowedSource, at: Path): ImportedQuery {
  const system = source.text([...at, 'source']);
  const query = source.text([...at, 'query']);
  if (system.toLowerCase() === 'prometheus') return { system, spec: { query } };
  return {
    system,
    spec: { query, queryType: source.text([...at, 'queryType']), ...source.texts([...at, 'metadata']) },
  };
}
