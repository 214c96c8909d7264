import type { TotalName, TotalRow } from '../../../store/read/view.ts';
import { count, duration, percent } from '../figures.ts';

/** How many took how long: up to `seconds`, and longer than the bound before; null: longer than all bounds. */
export interface DurationBucket {
  readonly seconds: number | null;
  readonly count: number;
}

interface DurationHistogramProps {
  readonly heading: string;
  readonly buckets: readonly DurationBucket[];
  /** A bound that is marked, seconds. */
  readonly deadlineSeconds: number;
}

const width = 720;
const height = 140;
const [top, bottom] = [16, 28] as const;

/** How long things took, one bar for each bucket, with the deadline marked. The sentence tells the same. */
export function DurationHistogram({ heading, buckets, deadlineSeconds }: DurationHistogramProps) {
  const all = buckets.reduce((sum, one) => sum + one.count, 0);
  if (all === 0) return null;
  const within = buckets.reduce(
    (sum, { seconds, count: one }) => sum + (seconds !== null && seconds <= deadlineSeconds ? one : 0),
    0,
  );
  const sentence = `${count(within)} of ${count(all)} (${percent(within / all)}) within ${duration(deadlineSeconds * 1000)}.`;
  const highest = Math.max(...buckets.map((one) => one.count));
  const step = width / buckets.length;
  const deadlineX = step * (buckets.findIndex(({ seconds }) => seconds === deadlineSeconds) + 1);
  return (
    <section>
      <h2>{heading}</h2>
      <figure>
        <svg class="chart histogram" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
          {buckets.map(({ seconds, count: one }, index) => {
            const length = (one / highest) * (height - top - bottom);
            const isLate = seconds === null || seconds > deadlineSeconds;
            return (
              <>
                <rect
                  class={isLate ? 'bad' : 'good'}
                  x={round(index * step + 2)}
                  y={round(height - bottom - length)}
                  width={round(step - 4)}
                  height={round(length)}
                >
                  <title>{`${seconds === null ? 'longer' : `up to ${duration(seconds * 1000)}`}: ${count(one)}`}</title>
                </rect>
                <text x={round((index + 1) * step)} y={height - 10} text-anchor={seconds === null ? 'end' : 'middle'}>
                  {seconds === null ? 'longer' : short(seconds)}
                </text>
              </>
            );
          })}
          <line class="zero" x1={round(deadlineX)} x2={round(deadlineX)} y1={top - 12} y2={height - bottom} />
        </svg>
        <figcaption>{sentence}</figcaption>
      </figure>
    </section>
  );
}

/** The buckets of a durable histogram, of all that have these labels together. */
export function durationBuckets(
  totals: readonly TotalRow[],
  name: TotalName,
  bounds: readonly number[],
  { kind, provider }: { readonly kind?: string | undefined; readonly provider?: string | undefined },
): readonly DurationBucket[] {
  const sums = new Map<string, number>();
  for (const row of totals) {
    if (row.name !== name || (kind !== undefined && row.kind !== kind)) continue;
    if (provider !== undefined && row.provider !== provider) continue;
    sums.set(row.label, (sums.get(row.label) ?? 0) + row.value);
  }
  return [
    ...bounds.map((seconds) => ({ seconds, count: sums.get(String(seconds)) ?? 0 })),
    { seconds: null, count: sums.get('+Inf') ?? 0 },
  ];
}

function short(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} m` : `${seconds / 3600} h`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
