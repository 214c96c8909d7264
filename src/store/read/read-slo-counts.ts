import { type RawBuilder, sql } from 'kysely';
import { addCounts } from '../../budget/budget-sums.ts';
import type { Counts } from '../../model/objective.ts';
import type { Db } from '../database.ts';
import { isDistributed } from '../distribution/is-distributed.ts';
import { readShown } from '../generation/read-shown.ts';
import { readMinutesFrom } from '../minute-retention.ts';
import type { BucketSeconds } from '../settlement/add-buckets.ts';
import { arrayLiteral } from '../unnest.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';
import type { SloWindow } from './view.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

interface Segment {
  readonly generation: number;
  readonly seconds: BucketSeconds;
  readonly from: number;
  readonly to: number;
}

/**
 * Counts per window in one query: whole days inside a window come from day buckets, whole hours at its edges from hour buckets, and the rest
 * from minute buckets. So the answer is exact to the minute, and its cost does not grow with the number of events. Where retention has left
 * hours alone, an hour counts in the window that its start lies in. All repositories together have a row of their sum; a narrower scope adds
 * up its own rows.
 */
export async function readSloCounts(
  db: Db,
  scope: SeenRepositories,
  windows: readonly SloWindow[],
): Promise<readonly (SloWindow & Counts)[]> {
  const [{ slos }, minutesFrom] = await Promise.all([readShown(db), readMinutesFrom(db)]);
  const generations = new Map(slos.map(({ slo, id }) => [slo, id]));
  const parts = windows.map((window) => {
    const generation = generations.get(window.slo);
    return generation === undefined ? [] : segmentsOf(window, generation, minutesFrom);
  });
  // Windows that end together share their last segments.
  const segments = new Map(parts.flat().map((segment) => [keyOf(segment), segment]));
  const asked = [...segments.values()];
  const isOne = scope === 'all' && !(await isDistributed(db));
  const { rows } = await (isOne ? sumEach(asked) : sumJoined(asked, scope)).execute(db);
  const keys = [...segments.keys()];
  const sums = new Map<string | undefined, Counts>(rows.map(({ n, ...counts }) => [keys[n], counts]));
  return windows.map((window, index) => {
    const own = (parts[index] ?? []).flatMap((segment) => sums.get(keyOf(segment)) ?? []);
    return { ...window, ...own.reduce<Counts>(addCounts, { good: 0, bad: 0, excluded: 0 }) };
  });
}

function keyOf({ generation, seconds, from, to }: Segment): string {
  return `${generation} ${seconds} ${from} ${to}`;
}

type Sum = { n: number } & Counts;

/**
 * Of all repositories together. Each segment is looked up by itself, or the planner may read the whole table. Citus does not take a subquery
 * that depends on the row beside it.
 */
function sumEach(segments: readonly Segment[]): RawBuilder<Sum> {
  return sql<Sum>`
    select u.n, s.good, s.bad, s.excluded
    from ${unnested(segments)} cross join lateral (
      select sum(b.good)::int8 as good, sum(b.bad)::int8 as bad, sum(b.excluded)::int8 as excluded from slo_buckets b
      where b.repository_id = 0 and b.host = '' and b.generation = u.generation and b.seconds = u.seconds and b.at >= u.from_at and b.at < u.to_at
    ) s
    where s.good is not null`;
}

function sumJoined(segments: readonly Segment[], scope: SeenRepositories): RawBuilder<Sum> {
  return sql<Sum>`
    select u.n, sum(b.good)::int8 as good, sum(b.bad)::int8 as bad, sum(b.excluded)::int8 as excluded
    from ${unnested(segments)} join slo_buckets b
      on b.generation = u.generation and b.seconds = u.seconds and b.at >= u.from_at and b.at < u.to_at
    where ${scope === 'all' ? sql`b.repository_id = 0 and b.host = ''` : inScope(scope, 'b')}
    group by u.n`;
}

function unnested(segments: readonly Segment[]): RawBuilder<unknown> {
  const column = (value: (segment: Segment) => string | number): string => arrayLiteral(segments.map(value));
  const time = (ms: number): string => new Date(ms).toISOString();
  return sql`unnest(${arrayLiteral([...segments.keys()])}::int4[], ${column(({ generation }) => generation)}::int4[], ${column(({ seconds }) => seconds)}::int4[],
      ${column(({ from }) => time(from))}::timestamptz[], ${column(({ to }) => time(to))}::timestamptz[]) as u(n, generation, seconds, from_at, to_at)`;
}

function segmentsOf({ from, to }: SloWindow, generation: number, minutesFrom: number): readonly Segment[] {
  const edge = (ms: number): number => (ms < minutesFrom ? Math.ceil(ms / hourMs) * hourMs : ms);
  const start = edge(Math.floor(from / minuteMs) * minuteMs);
  const end = edge(Math.ceil(to / minuteMs) * minuteMs);
  return cut(start, end, 86_400, (from, to) => cut(from, to, 3600, (from, to) => [{ seconds: 60, from, to }]))
    .filter((stretch) => stretch.from < stretch.to)
    .map((stretch) => ({ generation, ...stretch }));
}

type Stretch = Pick<Segment, 'seconds' | 'from' | 'to'>;

/** What lies in whole buckets of this width, and the edges, which `finer` cuts further. */
function cut(
  from: number,
  to: number,
  seconds: BucketSeconds,
  finer: (from: number, to: number) => readonly Stretch[],
): readonly Stretch[] {
  const first = Math.ceil(from / (seconds * 1000)) * seconds * 1000;
  const last = Math.floor(to / (seconds * 1000)) * seconds * 1000;
  if (first >= last) return finer(from, to);
  return [...finer(from, first), { seconds, from: first, to: last }, ...finer(last, to)];
}
