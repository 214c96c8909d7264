import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';

/** One event's verdict to add to (or, negative, take out of) the sums over time. */
export interface BucketDelta {
  readonly repository_id: number;
  readonly host: string;
  /** The objective's. */
  readonly generation: number;
  /** The event's own time, ms. */
  readonly at: number;
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
}

/** The widths of buckets, in seconds, in UTC: minutes answer the edges of windows, hours and days their inside. */
export const bucketSeconds = [60, 3600, 86_400] as const;
export type BucketSeconds = (typeof bucketSeconds)[number];

const columns = {
  repository_id: 'int8',
  host: 'text',
  generation: 'int4',
  seconds: 'int4',
  at: 'timestamptz',
  good: 'int8',
  bad: 'int8',
  excluded: 'int8',
} as const;

type Row = { -readonly [column in keyof typeof columns]: string | number };

/** Adds verdicts to the buckets of their repository and of all together (repository_id 0), in key order. */
export async function addBuckets(db: Db, deltas: readonly BucketDelta[]): Promise<void> {
  const sums = new Map<string, Row>();
  for (const delta of deltas) {
    for (const seconds of bucketSeconds) {
      add(sums, delta, seconds);
      add(sums, { ...delta, repository_id: 0, host: '' }, seconds);
    }
  }
  const rows = [...sums]
    .filter(([, row]) => row.good !== 0 || row.bad !== 0 || row.excluded !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  await insertRows(db, {
    table: 'slo_buckets',
    columns,
    rows: rows.map(([, row]) => row),
    ending: `on conflict (repository_id, host, generation, seconds, at) do update set
       good = slo_buckets.good + excluded.good, bad = slo_buckets.bad + excluded.bad, excluded = slo_buckets.excluded + excluded.excluded`,
  });
}

function add(sums: Map<string, Row>, delta: BucketDelta, seconds: number): void {
  const at = Math.floor(delta.at / (seconds * 1000)) * seconds * 1000;
  const { repository_id, host, generation } = delta;
  const key = `${repository_id}\0${host}\0${generation}\0${seconds}\0${at}`;
  const row = sums.get(key) ?? { repository_id, host, generation, seconds, at, good: 0, bad: 0, excluded: 0 };
  row.good = (row.good as number) + delta.good;
  row.bad = (row.bad as number) + delta.bad;
  row.excluded = (row.excluded as number) + delta.excluded;
  sums.set(key, row);
}
