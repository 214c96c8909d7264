import type { SloStatusWord } from '../../slo/slo-status.ts';

interface BudgetBarProps {
  /** Signed: 1 is the whole budget, below 0 it is overspent; null is no data. */
  readonly ratio: number | null;
  readonly status: SloStatusWord;
}

const width = 96;
const height = 8;
/** Where no budget is left: overspending is drawn to its left, up to 50 %. */
const zero = width / 3;

/** What is left of an error budget as a bar with its zero line. It is hidden from screen readers, because the number stands beside it. */
export function BudgetBar({ ratio, status }: BudgetBarProps) {
  const length = ratio === null ? 0 : Math.min(1, Math.abs(ratio) / (ratio < 0 ? 0.5 : 1));
  const [from, to] =
    ratio !== null && ratio < 0 ? [zero - length * zero, zero] : [zero, zero + length * (width - zero)];
  return (
    <svg class="budget" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {ratio === null ? (
        <rect class="no_data" x="0.5" y="0.5" width={width - 1} height={height - 1} />
      ) : (
        <>
          <rect class="track" x={zero} y="3" width={width - zero} height="2" />
          <rect class={status} x={round(from)} y="1" width={round(to - from)} height="6" />
          <line class="zero" x1={zero} x2={zero} y1="0" y2={height} />
        </>
      )}
    </svg>
  );
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
