import type { Decimal } from '../../model/decimal.ts';
import type { ThresholdOp } from '../../model/source-metric.ts';
import { latestSamples } from '../latest-samples.ts';
import type { Minute, Point } from '../minute.ts';
import { meetsThreshold } from './meets-threshold.ts';

const minuteMs = 60_000;

/**
 * The minutes of a threshold metric: each value is one event, good when it satisfies the comparison. NaN is no event. Values are compared
 * by their decimal digits, so that 0.1 is just 0.1. The order and the repetition of points do not matter (see `latestSamples`).
 * https://github.com/OpenSLO/OpenSLO#objectives
 */
export function thresholdMinutes(points: readonly Point[], op: ThresholdOp, limit: Decimal): readonly Minute[] {
  const minutes = new Map<number, { good: number; bad: number }>();
  const own = latestSamples(points.map(withSeries), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  for (const { at, value } of own) {
    if (Number.isNaN(value)) continue;
    const start = Math.floor(at / minuteMs) * minuteMs;
    const counts = minutes.get(start) ?? { good: 0, bad: 0 };
    minutes.set(start, counts);
    if (meetsThreshold(value, op, limit)) counts.good += 1;
    else counts.bad += 1;
  }
  return [...minutes].map(([at, counts]) => ({ at, ...counts, excluded: 0 }));
}

function withSeries(point: Point): Required<Point> {
  return { ...point, series: point.series ?? '' };
}
