import { describe, expect, it } from 'vitest';
import { checkClickhouseSql } from '../../src/source/sql/check-clickhouse-sql.ts';
import { checkPostgresqlQuery } from '../../src/source/sql/check-postgresql-query.ts';
import { escapingClickhouse, escapingPostgresql } from './escaping-statements.ts';

describe('a raw query for PostgreSQL', () => {
  it.each(escapingPostgresql)('is refused: %s', async (text) => {
    expect(await checkPostgresqlQuery(text)).toMatch(/^(is|must|may|has) /);
  });

  it.each([
    'select finished_at as at, 1 as good, 1 as total from jobs',
    "select date_trunc('minute', finished_at) as at, count(*) filter (where state <> 'error') as good, count(*) as total from ci.jobs group by 1 having count(*) > 0 order by 1 limit 10",
    'with done as (select * from jobs where finished_at >= $1 and finished_at < $2) select finished_at as at, 1 as good, 1 as total from done',
    "select j.finished_at at time zone 'UTC' as at, case when j.took::numeric / 60 < 5 then 1 else 0 end as good, 1 as total from jobs j join repositories r using (id) where r.name ilike 'a%' /* of a */ and j.state in ('x') -- only x",
    "select generate_series(current_timestamp, now(), interval '1 minute') as at, 1 as good, 1 as total union all select now(), 0, 0",
    'select now() as at, 1 as good, 1 as total from jobs /* /* */ ; drop table jobs; -- */',
    'select at, lag(n) over (order by at) as good, greatest(n, 1) as total from counts',
  ])('is taken: %s', async (text) => {
    expect(await checkPostgresqlQuery(text)).toBeNull();
  });
});

describe('a raw query for ClickHouse', () => {
  it.each(escapingClickhouse)('is refused: %s', (text) => {
    expect(checkClickhouseSql(text, 'query')).toMatch(/^(is|must|may|has|holds|closes|leaves) /);
  });

  it.each([
    'select toStartOfMinute(time) as at, countIf(status < 500) as good, count() as total from requests group by at',
    "with 5 as most select time as at, if(took > most, 0, 1) as good, 1 as total from ci.requests where route like '/a''%' and has(labels, 'x') order by at limit 100",
    'select a.time as at, a.n as good, b.n as total from (select time, n from x) as a join (select time, n from y) as b using (time)',
    'select time as at, arrayExists(x -> x = 1, list) as good, 1 as total from requests where (a, b) in ((1, 2), (3, 4)) or not (c) union all select 1, 2, 3',
  ])('is taken: %s', (text) => {
    expect(checkClickhouseSql(text, 'query')).toBeNull();
  });
});

describe('an expression for ClickHouse', () => {
  it.each(['1) or (1', 'status = 1 limit 1', '(select 1)', 'status in (select id from x)', '1 union all select 2', ''])(
    'is refused: %s',
    (text) => {
      expect(checkClickhouseSql(text, 'expression')).not.toBeNull();
    },
  );

  it.each(['status < 500', "lower(route) = '/login' and not (status in (1, 2))", 'true'])('is taken: %s', (text) => {
    expect(checkClickhouseSql(text, 'expression')).toBeNull();
  });
});
