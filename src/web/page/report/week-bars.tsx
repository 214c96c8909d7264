import { scaleLinear } from 'd3-scale';
import { dayName } from '../../../act/report/period.ts';
import type { ReportWeek } from '../../../act/report/report.ts';
import { share } from '../../../act/report/report-text.ts';

interface WeekBarsProps {
  readonly weeks: readonly ReportWeek[];
  readonly timeZone: string;
  readonly label: string;
}

const [width, rowHeight, left] = [720, 22, 180];

/** How much of the budget each week spent, against an even share of it. The words beside the bars tell the same. */
export function WeekBars({ weeks, timeZone, label }: WeekBarsProps) {
  const known = weeks.flatMap(({ budgetSpentRatio }) => (budgetSpentRatio === null ? [] : [budgetSpentRatio]));
  if (known.length === 0) return null;
  const even = 1 / weeks.length;
  const x = scaleLinear([0, Math.max(even, ...known)], [left, width - 80]);
  const height = weeks.length * rowHeight;
  return (
    <svg
      class="chart weeks"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: budget spent by week, ${weeks.map(({ from, budgetSpentRatio }) => `${dayName(from, timeZone)} ${share(budgetSpentRatio, 1)}`).join(', ')}`}
    >
      {weeks.map(({ from, to, budgetSpentRatio }, index) => {
        const y = index * rowHeight;
        const ratio = budgetSpentRatio ?? 0;
        return (
          <>
            <text x="0" y={y + 15}>{`${dayName(from, timeZone)} – ${dayName(to - 1, timeZone).slice(5)}`}</text>
            <rect
              class={ratio > even ? 'bad' : 'good'}
              x={left}
              y={y + 5}
              width={Math.round(x(ratio) - left)}
              height={rowHeight - 10}
            />
            <text x={Math.round(x(ratio)) + 6} y={y + 15}>
              {share(budgetSpentRatio, 1)}
            </text>
          </>
        );
      })}
      <line class="ideal" x1={Math.round(x(even))} x2={Math.round(x(even))} y1="0" y2={height} />
    </svg>
  );
}
