import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceMetric } from '../../../src/model/source-metric.ts';
import type { MeasuredSource } from '../../../src/source/measured-source.ts';
import { openSource } from '../../../src/source/open-source.ts';
import { escapingClickhouse } from '../../source/escaping-statements.ts';
import { type ClickhouseServer, startClickhouse } from '../../support/clickhouse.ts';

const start = Date.UTC(2026, 2, 1);
const minute = 60_000;
const rows = 1_000_000;
let server: ClickhouseServer;
const opened: MeasuredSource[] = [];

beforeAll(async () => {
  server = await startClickhouse();
  await server.run(
    'create table requests (time DateTime, status UInt16, route String, at UInt8, good UInt8) engine = MergeTree order by time',
  );
  await server.run(
    `insert into requests select toDateTime(${start / 1000} + intDiv(number * 86400, ${rows})), if(number % 97 = 0, 500, 200),
      if(number % 3 = 0, '/login', '/home'), 0, number % 5 != 0 from numbers(${rows})`,
  );
});
afterAll(async () => {
  for (const source of opened) await source.close();
  await server.stop();
});

function source(metric: SourceMetric): MeasuredSource {
  const made = openSource({ type: 'clickhouse', details: { url: server.url } }, metric, () => undefined);
  opened.push(made);
  return made;
}

const table: SourceMetric = {
  type: 'rows',
  side: 'good',
  query: { type: 'table', table: 'requests', time: 'time', where: "route = '/login'", good: 'status < 500' },
};
const raw = (text: string): SourceMetric => ({ type: 'rows', side: 'good', query: { type: 'sql', text } });

async function sums(of: MeasuredSource, from = start, to = start + 1440 * minute): Promise<readonly [number, number]> {
  const minutes = await of.readMinutes(from, to);
  return [minutes.reduce((sum, { good }) => sum + good, 0), minutes.reduce((sum, { total }) => sum + total, 0)];
}

describe('a ClickHouse with a million rows', () => {
  it('answers a table by minute, as a query written by hand does', async () => {
    const [good, total] = (
      await server.run("select countIf(status < 500), count() from requests where route = '/login'")
    )
      .trim()
      .split('\t')
      .map(Number);

    const minutes = await source(table).readMinutes(start, start + 1440 * minute);

    expect(await sums(source(table))).toEqual([good, total]);
    expect(minutes).toHaveLength(1440);
    expect(minutes.map(({ at }) => at)).toEqual(minutes.map((_, index) => start + index * minute));
  });

  it('answers a query of (at, good, total), within its bounds only', async () => {
    const query = raw(
      'select toStartOfMinute(time) as at, countIf(good = 1) as good, count() as total from requests group by at',
    );
    const hand = await server.run(
      `select countIf(good = 1), count() from requests where time >= toDateTime(${start / 1000 + 3600}) and time < toDateTime(${start / 1000 + 7200})`,
    );

    expect(await sums(source(query), start + 60 * minute, start + 120 * minute)).toEqual(
      hand.trim().split('\t').map(Number),
    );
  });

  it('answers the same minutes, however they are asked for', async () => {
    const whole = await source(table).readMinutes(start, start + 180 * minute);
    const parts = [];
    for (let from = start; from < start + 180 * minute; from += 45 * minute)
      parts.push(...(await source(table).readMinutes(from, from + 45 * minute)));

    expect(parts).toEqual(whole);
  });

  it('takes the bounds where a query names them, and reads bad events and thresholds', async () => {
    const bounded = raw(
      'select time as at, 0 as good, 1 as total from requests where time >= $1 and time < $2 and status = 500',
    );
    const [good, total] = await sums(source(bounded));
    const bad = await sums(source({ ...table, side: 'bad' } as SourceMetric));
    const threshold = await source({
      type: 'threshold',
      op: 'lt',
      limit: '0.02',
      query: {
        type: 'sql',
        text: 'select toStartOfHour(time) as at, avg(status = 500) as value from requests group by at',
      },
    }).readMinutes(start, start + 1440 * minute);

    expect(good).toBe(0);
    expect(total).toBe(Number(await server.run('select count() from requests where status = 500')));
    expect(bad[0]).toBe(bad[1] - (await sums(source(table)))[0]);
    expect(threshold).toHaveLength(24);
    expect(threshold.every(({ good: ok, total: all }) => ok === 1 && all === 1)).toBe(true);
  });

  it('says that it is away, and gives the same numbers once it is back', async () => {
    const own = source(table);
    const before = await own.readMinutes(start, start + 60 * minute);

    await server.kill();
    await expect(own.readMinutes(start, start + 60 * minute)).rejects.toMatchObject({ code: 'source_unreachable' });
    await server.start();

    expect(await own.readMinutes(start, start + 60 * minute)).toEqual(before);
  });

  it('refuses a query that the server does not understand, and says why', async () => {
    await expect(
      source(raw('select nothing as at, good, total from requests')).readMinutes(start, start + minute),
    ).rejects.toMatchObject({
      code: 'source_refused',
      message: expect.stringContaining('total'),
    });
  });

  it('nothing that tries to do more than read reaches the server', async () => {
    const outcomes = await Promise.allSettled(
      escapingClickhouse.map((text) => source(raw(text)).readMinutes(start, start + minute)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(escapingClickhouse.map(() => 'rejected'));
    expect((await server.run('select count() from requests')).trim()).toBe(String(rows));
  });
});
