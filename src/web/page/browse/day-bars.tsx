import { scaleLinear } from 'd3-scale';
import type { Counts } from '../../../model/objective.ts';
import { counted, percent } from '../figures.ts';

interface DayBarsProps {
  /** One for each day, the oldest first. */
  readonly days: readonly ({ readonly at: number } & Counts)[];
  /** Ratio; a day below it is marked. */
  readonly target: number;
  /** What the picture is about. */
  readonly label: string;
  /** What a bar stands for. Default: a day. */
  readonly unit?: 'day' | 'hour';
}

const [width, height, gap] = [150, 24, 1];

/**
 * One bar a day: as high as the day's share of good events stands between the worst shown and all. A day below the target has another
 * colour and a foot, a day without an event is an empty dashed box. The sentence tells the same.
 */
export function DayBars({ days, target, label, unit = 'day' }: DayBarsProps) {
  const ratios = days.map(({ good, bad }) => (good + bad === 0 ? null : good / (good + bad)));
  const known = ratios.filter((ratio) => ratio !== null);
  const below = known.filter((ratio) => ratio < target).length;
  const lowest = Math.min(target - (1 - target), ...known);
  const y = scaleLinear([lowest, 1], [3, height]).clamp(true);
  const step = width / Math.max(1, days.length);
  const sentence =
    known.length === 0
      ? `${label}: no event`
      : `${label}: ${counted(below, unit)} of ${known.length} below ${percent(target, 4)}, the worst ${percent(Math.min(...known))}`;
  const bars = { good: '', below: '', none: '' };
  for (const [index, ratio] of ratios.entries()) {
    const left = round(index * step);
    const right = round(index * step + step - gap);
    const top = round(ratio === null ? height - 3 : height - y(ratio));
    bars[ratio === null ? 'none' : ratio < target ? 'below' : 'good'] +=
      `M${left} ${height}V${top}H${right}V${height}Z`;
  }
  return (
    <svg class="days" preserveAspectRatio="none" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
      <title>{sentence}</title>
      {Object.entries(bars).map(([name, path]) => (path === '' ? null : <path class={name} d={path} />))}
    </svg>
  );
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
