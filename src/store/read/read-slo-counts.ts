import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Counts } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { readMinutesFrom } from '../minute-retention.ts';
import { arrayLiteral } from '../unnest.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { SloWindow } from './view.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

interface Segment {
  readonly n: number;
  readonly generation: number;
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Counts per window in one query: whole hours inside a window come from hour buckets, its edges from minute buckets,
 * so the answer is exact to the minute and its cost does not grow with the number of events. Where retention has left hours alone, an hour counts
 * in the window that its start lies in. All repositories
 * together have a row of their sum; a narrower scope adds up its own rows.
 */
export async function readSloCounts(
  db: Db,
  scope: SeenRepositories,
  windows: readonly SloWindow[],
): Promise<readonly (SloWindow & Counts)[]> {
  const [{ slos }, minutesFrom] = await Promise.all([readShown(db), readMinutesFrom(db)]);
  const generations = new Map(slos.map(({ slo, id }) => [slo, id]));
  const segments = windows.flatMap((window, n) => {
    const generation = generations.get(window.slo);
    return generation === undefined ? [] : segmentsOf(window, generation, n, minutesFrom);
  });
  const { rows } = await sql<{ n: number } & Counts>`
    select u.n, sum(b.good)::int8 as good, sum(b.bad)::int8 as bad, sum(b.excluded)::int8 as excluded
    from ${unnested(segments)} join slo_buckets b
      on b.generation = u.generation and b.seconds = u.seconds and b.at >= u.from_at and b.at < u.to_at
    where ${summed(scope)}
    group by u.n`.execute(db);
  const byWindow = new Map(rows.map((row) => [row.n, row]));
  return windows.map((window, n) => ({
    ...window,
    good: byWindow.get(n)?.good ?? 0,
    bad: byWindow.get(n)?.bad ?? 0,
    excluded: byWindow.get(n)?.excluded ?? 0,
  }));
}

function summed(scope: SeenRepositories): RawBuilder<SqlBool> {
  return scope === 'all' ? sql`b.repository_id = 0 and b.host = ''` : inScope(scope, 'b');
}

function unnested(segments: readonly Segment[]): RawBuilder<unknown> {
  const column = (value: (segment: Segment) => string | number): string => arrayLiteral(segments.map(value));
  const time = (ms: number): string => new Date(ms).toISOString();
  return sql`unnest(${column(({ n }) => n)}::int4[], ${column(({ generation }) => generation)}::int4[], ${column(({ seconds }) => seconds)}::int4[],
      ${column(({ from }) => time(from))}::timestamptz[], ${column(({ to }) => time(to))}::timestamptz[]) as u(n, generation, seconds, from_at, to_at)`;
}

function segmentsOf({ from, to }: SloWindow, generation: number, n: number, minutesFrom: number): readonly Segment[] {
  const edge = (ms: number): number => (ms < minutesFrom ? Math.ceil(ms / hourMs) * hourMs : ms);
  const start = edge(Math.floor(from / minuteMs) * minuteMs);
  const end = edge(Math.ceil(to / minuteMs) * minuteMs);
  const firstHour = Math.ceil(start / hourMs) * hourMs;
  const lastHour = Math.floor(end / hourMs) * hourMs;
  if (firstHour >= lastHour) return [{ n, generation, seconds: 60, from: start, to: end }];
  return [
    { n, generation, seconds: 60, from: start, to: firstHour },
    { n, generation, seconds: 3600, from: firstHour, to: lastHour },
    { n, generation, seconds: 60, from: lastHour, to: end },
  ].filter((segment) => segment.from < segment.to);
}
