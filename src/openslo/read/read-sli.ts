import type { Metric, MetricSource } from '../object/metric.ts';
import type { SliObject } from '../object/openslo-object.ts';
import type { OpenSloReference } from '../object/openslo-reference.ts';
import { readMetadata } from './read-metadata.ts';
import { readMetric } from './read-metric.ts';
import { readReference } from './read-reference.ts';
import { readDescription, readMap, readNeededMap } from './read-value.ts';
import { isWritten, placeOfPart, type Spot, under } from './spot.ts';

/** Reads the `metadata` and `spec` of an SLI. Null, with problems, when the metric is wrong. */
export function readSli(spot: Spot): SliObject | null {
  const spec = under(spot, 'spec');
  const metadata = readMetadata(under(spot, 'metadata'));
  const isRead = readNeededMap(spec, ['description', 'thresholdMetric', 'ratioMetric']);
  const description = readDescription(under(spec, 'description'));
  const metric: Metric<MetricSource> | null = isRead ? readMetric(spec) : null;
  return metric === null ? null : { kind: 'SLI', metadata, description, metric, place: placeOfPart(spot) };
}

/** The indicator of an SLO or an objective: by name, or written inside it. Null where there is none, or a wrong one with problems. */
export function readIndicatorPart(spot: Spot): OpenSloReference | SliObject | null {
  const inline = under(spot, 'indicator');
  const ref = under(spot, 'indicatorRef');
  if (isWritten(ref)) return readReference(ref, 'SLI');
  return readMap(inline, ['metadata', 'spec']) ? readSli(inline) : null;
}
