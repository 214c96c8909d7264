import type { BurnDownPoint } from '../../status/read-burn-down.ts';
import { budget, utc } from './figures.ts';

interface BurnDownChartProps {
  readonly points: readonly BurnDownPoint[];
}

const width = 720;
const height = 200;
const [left, right, top, bottom] = [80, 8, 12, 28] as const;

/** How the error budget of the window was spent, beside spending it evenly. The sentence below tells a screen reader what the lines show. */
export function BurnDownChart({ points }: BurnDownChartProps) {
  const drawn = points.flatMap(({ at, budgetRemainingRatio: ratio }) => (ratio === null ? [] : [{ at, ratio }]));
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at)
    return <p class="empty">No event has counted in the window yet, so there is no budget to spend.</p>;
  const lowest = Math.min(0, ...drawn.map(({ ratio }) => ratio));
  const highest = Math.max(1, ...drawn.map(({ ratio }) => ratio));
  const x = (at: number): number => round(left + ((at - first.at) / (last.at - first.at)) * (width - left - right));
  const y = (ratio: number): number => round(top + ((highest - ratio) / (highest - lowest)) * (height - top - bottom));
  const sentence = `Error budget left: ${budget(first.ratio)} at the start of the window, ${budget(last.ratio)} now. The dashed line spends it evenly.`;
  const line = drawn.map(({ at, ratio }) => `${x(at)},${y(ratio)}`).join(' ');
  const marks = [...new Set([1, 0, ...(lowest < -0.05 ? [lowest] : [])])];
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
        {marks.map((ratio) => (
          <>
            <line class={ratio === 0 ? 'zero' : 'grid'} x1={left} x2={width - right} y1={y(ratio)} y2={y(ratio)} />
            <text x={left - 8} y={y(ratio) + 4} text-anchor="end">
              {budget(ratio)}
            </text>
          </>
        ))}
        <line class="ideal" x1={x(first.at)} y1={y(1)} x2={x(last.at)} y2={y(0)} />
        <polyline class="spent" points={line} />
        <text x={left} y={height - 6}>
          {utc(first.at)}
        </text>
        <text x={width - right} y={height - 6} text-anchor="end">
          {utc(last.at)}
        </text>
      </svg>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
