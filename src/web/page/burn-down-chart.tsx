import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Incident } from '../../alert/merge-incidents.ts';
import type { BurnDownPoint } from '../../status/read-burn-down.ts';
import { budget, counted, utc } from './figures.ts';

interface BurnDownChartProps {
  readonly points: readonly BurnDownPoint[];
  /** Drawn as bands. */
  readonly incidents: readonly Pick<Incident, 'start' | 'end'>[];
}

const width = 720;
const height = 200;
const [left, right, top, bottom] = [80, 8, 12, 28] as const;

/** How the error budget of the window was spent, beside spending it evenly. The sentence below tells a screen reader what the lines show. */
export function BurnDownChart({ points, incidents }: BurnDownChartProps) {
  const drawn = points.flatMap(({ at, budgetRemainingRatio: ratio }) => (ratio === null ? [] : [{ at, ratio }]));
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at)
    return <p class="empty">No event has counted in the window yet, so there is no budget to spend.</p>;
  const lowest = Math.min(0, ...drawn.map(({ ratio }) => ratio));
  const highest = Math.max(1, ...drawn.map(({ ratio }) => ratio));
  const x = scaleLinear([first.at, last.at], [left, width - right]).clamp(true);
  const y = scaleLinear([lowest, highest], [height - bottom, top]);
  const bands = incidents.filter(({ start, end }) => start < last.at && (end ?? last.at) > first.at);
  const told = bands.length === 0 ? '' : ` ${counted(bands.length, 'incident is', 'incidents are')} drawn as bands.`;
  const sentence = `Error budget left: ${budget(first.ratio)} at the start of the window, ${budget(last.ratio)} now. The dashed line spends it evenly.${told}`;
  const path = line<(typeof drawn)[number]>(
    ({ at }) => round(x(at)),
    ({ ratio }) => round(y(ratio)),
  )(drawn);
  const marks = [...new Set([1, 0, ...(lowest < -0.05 ? [lowest] : [])])];
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
        {bands.map(({ start, end }) => (
          <rect
            class="incident"
            x={round(x(start))}
            y={top}
            width={round(Math.max(2, x(end ?? last.at) - x(start)))}
            height={height - top - bottom}
          />
        ))}
        {marks.map((ratio) => (
          <>
            <line
              class={ratio === 0 ? 'zero' : 'grid'}
              x1={left}
              x2={width - right}
              y1={round(y(ratio))}
              y2={round(y(ratio))}
            />
            <text x={left - 8} y={round(y(ratio) + 4)} text-anchor="end">
              {budget(ratio)}
            </text>
          </>
        ))}
        <line class="ideal" x1={left} y1={round(y(1))} x2={width - right} y2={round(y(0))} />
        <path class="spent" d={path ?? ''} />
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
