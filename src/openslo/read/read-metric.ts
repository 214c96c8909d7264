import type { Metric, MetricSource } from '../object/metric.ts';
import { readReference } from './read-reference.ts';
import {
  isMap,
  isThere,
  readBoolean,
  readMap,
  readNeededChoice,
  readNeededMap,
  readOptionalText,
} from './read-value.ts';
import { isWritten, placeOfPart, refuse, refuseKey, type Spot, under, valueIn, warn } from './spot.ts';
import { tellSecrets } from './tell-secrets.ts';

const ratioKeys = ['counter', 'good', 'bad', 'total', 'rawType', 'raw'] as const;

/**
 * Reads the metric of an indicator from its `spec`, whose keys are checked by the caller. Null, with problems, when it is wrong.
 * https://github.com/OpenSLO/OpenSLO#sli
 */
export function readMetric(spec: Spot): Metric<MetricSource> | null {
  const before = spec.findings.problems.length;
  const ratio = under(spec, 'ratioMetric');
  const threshold = under(spec, 'thresholdMetric');
  if (isWritten(ratio) === isWritten(threshold)) {
    const what = isWritten(ratio) ? 'both are there; keep one' : 'neither is there; write one';
    refuseKey(spec, 'exclusive', `an indicator has a ratioMetric or a thresholdMetric; ${what}`);
  }
  const metric = isWritten(threshold) ? readThreshold(threshold) : null;
  const found = isWritten(ratio) ? (readRatioMetric(ratio) ?? metric) : metric;
  if (found === null || before < spec.findings.problems.length) return null;
  spec.findings.metrics.push(found);
  return found;
}

function readThreshold(spot: Spot): Metric<MetricSource> {
  return { type: 'threshold', threshold: readQuery(spot), place: placeOfPart(spot) };
}

function readRatioMetric(spot: Spot): Metric<MetricSource> | null {
  if (!readMap(spot, ratioKeys)) return null;
  const given = ratioKeys.filter((key) => isWritten(under(spot, key)));
  const counter = readBoolean(under(spot, 'counter'));
  const queries = given.filter((key) => key !== 'counter' && key !== 'rawType');
  const wrong = wrongParts(queries);
  if (wrong !== null) refuseKey(spot, 'exclusive', wrong);
  const [first = null, second = null] = queries.map((key) => readQuery(under(spot, key)));
  const place = placeOfPart(spot);
  if (queries.includes('raw')) {
    const rawType = readNeededChoice(under(spot, 'rawType'), ['success', 'failure']);
    // `raw` is among the queries, so there is a first one.
    return { type: 'raw', rawType, raw: first as MetricSource, place };
  }
  if (given.includes('rawType')) warn(under(spot, 'rawType'), 'unused', 'rawType belongs to raw; here it says nothing');
  if (first === null || second === null) return null;
  return {
    type: 'ratio',
    counter,
    side: queries.includes('bad') ? 'bad' : 'good',
    outcome: first,
    total: second,
    place,
  };
}

/** What is wrong with the choice of parts; null when it is one that OpenSLO knows. `queries` are in the order of `ratioKeys`. */
function wrongParts(queries: readonly string[]): string | null {
  const parts = queries.join(' ');
  if (['good total', 'bad total', 'raw'].includes(parts)) return null;
  const found = parts === '' ? 'none of them' : queries.join(', ');
  return `a ratioMetric has good and total, or bad and total, or raw with rawType; got ${found}`;
}

function readQuery(spot: Spot): MetricSource {
  const source = under(spot, 'metricSource');
  const { findings } = spot;
  const isRead = readNeededMap(spot, ['metricSource']) && readNeededMap(source, ['metricSourceRef', 'type', 'spec']);
  const ref = under(source, 'metricSourceRef');
  // As in Go, an empty name is none.
  const dataSourceRef = isRead && isWritten(ref) && valueIn(ref) !== '' ? readReference(ref, 'DataSource') : null;
  const type = readOptionalText(under(source, 'type')) || null;
  if (isRead && type === null && dataSourceRef === null)
    warn(source, 'source', 'neither type nor metricSourceRef says where the numbers come from; write type');
  const spec = isRead ? readQuerySpec(under(source, 'spec')) : {};
  tellSecrets(under(source, 'spec'), findings.warnings);
  const origin = { source: source.source, path: source.path };
  return { dataSourceRef, type, spec, place: placeOfPart(source), origin };
}

function readQuerySpec(spot: Spot): Readonly<Record<string, unknown>> {
  const value = isThere(spot, 'must be a map of keys') ? valueIn(spot) : {};
  if (!isMap(value)) {
    readMap(spot, []);
    return {};
  }
  if (isWritten(spot) && Object.keys(value).length === 0)
    refuse(spot, 'length', 'spec must say at least one thing, got an empty map; write the query');
  return value;
}
