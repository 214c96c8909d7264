import type { Counts } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import type { SloWindow } from '../store.ts';
import { unnest } from '../unnest.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

interface Segment {
  readonly n: number;
  readonly slo: string;
  readonly seconds: number;
  readonly from_at: number;
  readonly to_at: number;
}

/**
 * Counts per window in one query: whole hours inside a window come from hour buckets, its edges from minute buckets,
 * so the answer is exact to the minute and its cost does not grow with the number of events.
 */
export async function readSloCounts(db: Db, windows: readonly SloWindow[]): Promise<readonly (SloWindow & Counts)[]> {
  const segments = windows.flatMap((window, n) => segmentsOf(window, n));
  const batch = unnest(
    { n: 'int4', slo: 'text', seconds: 'int4', from_at: 'timestamptz', to_at: 'timestamptz' },
    segments,
  );
  const rows = await run<{ n: number } & Counts>(
    db,
    `select u.n, sum(b.good)::bigint as good, sum(b.bad)::bigint as bad, sum(b.excluded)::bigint as excluded
     from ${batch.from} join slo_buckets b
       on b.repository_id = 0 and b.host = '' and b.slo = u.slo and b.seconds = u.seconds and b.at >= u.from_at and b.at < u.to_at
     group by u.n`,
    batch.params,
  );
  const byWindow = new Map(rows.map((row) => [row.n, row]));
  return windows.map((window, n) => ({
    ...window,
    good: byWindow.get(n)?.good ?? 0,
    bad: byWindow.get(n)?.bad ?? 0,
    excluded: byWindow.get(n)?.excluded ?? 0,
  }));
}

function segmentsOf({ slo, from, to }: SloWindow, n: number): readonly Segment[] {
  const start = Math.floor(from / minuteMs) * minuteMs;
  const end = Math.ceil(to / minuteMs) * minuteMs;
  const firstHour = Math.ceil(start / hourMs) * hourMs;
  const lastHour = Math.floor(end / hourMs) * hourMs;
  if (firstHour >= lastHour) return [{ n, slo, seconds: 60, from_at: start, to_at: end }];
  return [
    { n, slo, seconds: 60, from_at: start, to_at: firstHour },
    { n, slo, seconds: 3600, from_at: firstHour, to_at: lastHour },
    { n, slo, seconds: 60, from_at: lastHour, to_at: end },
  ].filter(({ from_at, to_at }) => from_at < to_at);
}
