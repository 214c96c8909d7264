import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceMetric } from '../../../src/model/source-metric.ts';
import type { MeasuredSource } from '../../../src/source/measured-source.ts';
import { openSource } from '../../../src/source/open-source.ts';
import { escapingPostgresql } from '../../source/escaping-statements.ts';
import { createCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';

const start = Date.UTC(2026, 2, 1);
const minute = 60_000;
let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await createCluster();
  cluster.start();
  await run(
    `create table jobs (finished_at timestamptz not null, state text, took int);
     insert into jobs select timestamptz '2026-03-01 00:00Z' + n * interval '7 seconds', case when n % 11 = 0 then 'error' else 'done' end, n % 100
       from generate_series(0, 20000) n`,
  );
});
afterAll(() => {
  cluster.stop();
  cluster.remove();
});

async function run(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: cluster.url });
  await client.connect();
  try {
    const result = (await client.query(text)) as unknown as { rows: Record<string, unknown>[] };
    return result.rows;
  } finally {
    await client.end();
  }
}

function source(metric: SourceMetric): MeasuredSource {
  return openSource({ type: 'postgresql', details: { url: 'env:JOBS_URL' } }, metric, (name) =>
    name === 'JOBS_URL' ? cluster.url : undefined,
  );
}

const rows = (text: string): SourceMetric => ({ type: 'rows', side: 'good', query: { type: 'sql', text } });
const jobs = rows(
  `select date_trunc('minute', finished_at) as at, count(*) filter (where state = 'done') as good, count(*) as total from jobs group by 1`,
);

describe('a PostgreSQL of somebody else', () => {
  it('answers by minute, as a query written by hand does', async () => {
    const [hand] = await run(
      `select count(*) filter (where state = 'done')::int as good, count(*)::int as total from jobs where finished_at < '2026-03-01 12:00Z'`,
    );

    const minutes = await source(jobs).readMinutes(start, start + 720 * minute);

    expect({
      good: minutes.reduce((sum, { good }) => sum + good, 0),
      total: minutes.reduce((sum, { total }) => sum + total, 0),
    }).toEqual(hand);
  });

  it('adds up rows that are single events, with the bounds where the query names them', async () => {
    const single = rows(
      `select finished_at as at, (state = 'done')::int as good, 1 as total from jobs where finished_at >= $1 and finished_at < $2`,
    );

    expect(await source(single).readMinutes(start, start + 60 * minute)).toEqual(
      await source(jobs).readMinutes(start, start + 60 * minute),
    );
  });

  it('reads values for a threshold and for a raw ratio', async () => {
    const value = (text: string) => ({ type: 'sql', text }) as const;
    const slow = await source({
      type: 'threshold',
      op: 'lte',
      limit: '50',
      query: value(`select finished_at as at, took as value from jobs where finished_at < '2026-03-01 01:00Z'`),
    }).readMinutes(start, start + 60 * minute);
    const raw = await source({
      type: 'raw',
      rawType: 'failure',
      query: value(`select date_trunc('hour', finished_at) as at, 0.25 as value from jobs group by 1`),
    }).readMinutes(start, start + 60 * minute);

    const [hand] = await run(
      `select count(*)::int as n from jobs where took <= 50 and finished_at < '2026-03-01 01:00Z'`,
    );
    expect(slow.reduce((sum, { good }) => sum + good, 0)).toBe(hand?.['n']);
    expect(raw).toEqual([{ at: start, good: 750_000_000, total: 1_000_000_000 }]);
  });

  it('says that it is away, and gives the same numbers once it is back', async () => {
    const before = await source(jobs).readMinutes(start, start + 60 * minute);

    cluster.kill();
    await expect(source(jobs).readMinutes(start, start + 60 * minute)).rejects.toMatchObject({
      code: 'source_unreachable',
    });
    cluster.start();

    expect(await source(jobs).readMinutes(start, start + 60 * minute)).toEqual(before);
  });

  it.each([
    [
      'more good than total',
      `select finished_at as at, 2 as good, 1 as total from jobs`,
      'more good (2) than total (1)',
    ],
    ['parts of an event', `select finished_at as at, 0.5 as good, 1 as total from jobs`, 'whole number'],
    ['an unknown column', `select finished_at as at, missing as good, 1 as total from jobs`, 'missing'],
  ])('refuses %s, and says why', async (_, text, why) => {
    await expect(source(rows(text)).readMinutes(start, start + minute)).rejects.toMatchObject({
      code: 'source_refused',
      message: expect.stringContaining(why),
    });
  });

  it('nothing that tries to do more than read reaches the server', async () => {
    const [before] = await run(
      'select count(*)::int as jobs, (select count(*)::int from pg_class) as tables from jobs',
    );

    const outcomes = await Promise.allSettled(
      escapingPostgresql.map((text) => source(rows(text)).readMinutes(start, start + minute)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(escapingPostgresql.map(() => 'rejected'));
    expect(await run('select count(*)::int as jobs, (select count(*)::int from pg_class) as tables from jobs')).toEqual(
      [before],
    );
  });

  it('a transaction that only reads stands behind the check', async () => {
    await run('create function make_job() returns int language sql as $$ insert into jobs values (now()); select 1 $$');
    await run('create view making as select now() as at, make_job() as good, 1 as total');

    await expect(
      source(rows('select at, good, total from making')).readMinutes(Date.now() - 60 * minute, Date.now() + minute),
    ).rejects.toMatchObject({ code: 'source_refused', message: expect.stringContaining('read-only transaction') });
  });
});
