import { describe, expect, it } from 'vitest';
import { askedEverywhere, checkStatement } from './check-statement.ts';
import { readSchema } from './schema.ts';

const schema = readSchema();
const rulesBroken = (sql: string): readonly string[] => [
  ...new Set(checkStatement(sql, schema).map(({ rule }) => rule)),
];

const table = 'repository_id bigint, host text, id text';
const batch = 'unnest($1::int8[], $2::text[]) as u(repository_id, id)';

describe('a statement that breaks a rule', () => {
  it.each([
    ['key-led-by-repository', 'create table job_runs (repository_id bigint, id text primary key)'],
    ['key-led-by-repository', `create table job_runs (${table}, primary key (id, repository_id))`],
    ['key-led-by-repository', `create table totals (${table}, unique (host, repository_id))`],
    ['key-led-by-repository', 'create unique index again on verdicts (event_id)'],
    ['key-led-by-repository', 'create unique index again on verdicts (lower(host), repository_id)'],
    ['key-led-by-repository', 'alter table revisions add constraint again unique (id)'],
    ['no-trigger', 'create trigger t after insert on inbox for each row execute function f()'],
    ['no-trigger', 'create rule r as on insert to job_runs do instead nothing'],
    ['table-classified', 'create table builds (repository_id bigint primary key)'],
    ['known-kind', 'copy job_runs from stdin'],
    ['known-kind', 'merge into job_runs using revisions on true when matched then do nothing'],

    ['constant-do-update', 'insert into state values ($1) on conflict (key) do update set value = now()'],
    ['constant-do-update', 'insert into state values ($1) on conflict (key) do update set value = current_timestamp'],
    ['constant-do-update', 'insert into state values ($1) on conflict (key) do update set value = (select 1)'],
    [
      'constant-do-update',
      'insert into state values ($1) on conflict (key) do update set value = $2 where state.value < clock_timestamp()',
    ],
    [
      'constant-do-update',
      'with a as (insert into state values ($1) on conflict (key) do update set value = random()) select 1',
    ],
    ['key-unchanged', 'update job_runs set repository_id = $1 where repository_id = $2'],
    [
      'key-unchanged',
      'insert into totals (repository_id) values ($1) on conflict (repository_id) do update set repository_id = 0',
    ],
    ['no-skip-locked', 'select id from job_runs where due_at <= $1 limit 10 for update skip locked'],
    ['no-skip-locked', 'delete from verdicts where event_id in (select id from revisions for update skip locked)'],

    ['join-on-repository', 'select 1 from job_runs j join repositories r on r.host = j.host'],
    ['join-on-repository', 'select 1 from job_runs j, repositories r'],
    ['join-on-repository', 'select 1 from job_runs j join repositories r using (host)'],
    [
      'join-on-repository',
      'select 1 from job_runs j join repositories r on r.repository_id = j.repository_id or r.host = j.host',
    ],
    ['join-on-repository', 'select 1 from job_runs j join repositories r on r.repository_id <> j.repository_id'],
    [
      'join-on-repository',
      `select 1 from totals t left join ${batch} on u.repository_id = t.repository_id left join repositories r on r.repository_id = u.repository_id`,
    ],
    ['join-on-repository', 'select 1 from job_runs j join (select host from revisions) r on r.host = j.host'],
    ['join-on-repository', 'delete from verdicts v using job_runs j where j.id = v.event_id'],
    ['join-on-repository', 'update revisions r set verdict = v.verdict from verdicts v where v.event_id = r.id'],
    ['join-on-repository', `with j as (select 1 from job_runs a join job_runs b on a.id = b.id) select * from j`],

    [
      'no-dependent-query',
      'select l.lane from generate_series(0, 15) l(lane) where exists (select from job_runs where job_runs.lane = l.lane)',
    ],
    [
      'no-dependent-query',
      'select (select max(at) from verdicts v where v.repository_id = r.repository_id) from repositories r',
    ],
    [
      'no-dependent-query',
      `select 1 from ${batch} cross join lateral (select * from job_runs j where j.repository_id = u.repository_id limit 3) h`,
    ],
    [
      'no-dependent-query',
      'select repository_id from repositories where not exists (select from verdicts where at > seen_at)',
    ],
    [
      'no-dependent-query',
      'select r.host from repositories r where r.host in (select o.host from (select host from totals t where t.repository_id = r.repository_id) o)',
    ],
    [
      'no-dependent-query',
      'select o.host from observation_log o group by o.host, o.repository_id having not exists (select from observation_log n where n.repository_id = o.repository_id)',
    ],

    [
      'no-modifying-with',
      `with logged as (insert into observation_log (guid) values ($1) returning guid) select guid from logged`,
    ],
    ['no-modifying-with', `with gone as (delete from totals returning host) select 1 from observation_log`],
    ['local-apart', 'select 1 from observation_log l left join inbox i on i.repository_id = l.repository_id'],
    ['local-apart', 'select least((select min(received_at) from inbox), (select min(due_at) from job_runs))'],
    ['local-apart', 'select guid from observation_log union select guid from kept_aside'],
    ['local-apart', 'update state set value = (select host from revisions limit 1)'],
    ['local-apart', 'delete from inbox where guid in (select guid from observation_log)'],
    ['locks-apart', 'select pg_try_advisory_xact_lock(1, lane) from job_runs where due_at <= $1'],
    ['routed-insert', `insert into totals (repository_id, label) select u.repository_id, u.id from ${batch}`],

    ['session-free', 'select pg_advisory_lock(1)'],
    ['session-free', 'select pg_try_advisory_lock(1, 2)'],
    ['session-free', 'select pg_advisory_unlock(1)'],
    ['session-free', 'listen work'],
    ['session-free', `notify work, 'now'`],
    ['session-free', `select pg_notify('work', 'now')`],
    ['session-free', 'set statement_timeout = 1000'],
    ['session-free', `set session time zone 'UTC'`],
    ['session-free', 'reset all'],
    ['session-free', `select set_config('enable_seqscan', 'off', false)`],
    ['session-free', `select set_config('enable_seqscan', 'off', $1)`],
    ['session-free', 'prepare p as select 1'],
    ['session-free', 'execute p'],
    ['session-free', 'create temp table state (key text)'],
    ['session-free', 'declare c cursor with hold for select 1'],
  ])('%s: %s', (rule, sql) => {
    expect(rulesBroken(sql)).toEqual([rule]);
  });
});

describe('a statement that breaks none', () => {
  it.each([
    `create table job_runs (${table}, primary key (repository_id, id, host))`,
    'create table leases (name text primary key)',
    'create unique index one on verdicts (repository_id, event_id)',
    'create index bad_ones on verdicts (slo, at desc)',
    'alter table revisions add column more text',
    'insert into totals (repository_id, exact) values ($1, $2), ($3, $4) on conflict (repository_id) do update set exact = totals.exact + excluded.exact, label = case when excluded.label > coalesce(totals.label, $5) then excluded.label else totals.label end where totals.label <> excluded.label returning repository_id',
    'insert into inbox (repository_id, guid) select repository_id, min(guid) from observation_log group by repository_id on conflict do nothing',
    'insert into inbox (guid) select u.id from unnest($1::text[]) as u(id)',
    'insert into totals (repository_id) select j.repository_id from job_runs j group by j.repository_id',
    'update job_runs set due_at = $1',
    `update job_runs d set removed = true from ${batch} where d.repository_id = u.repository_id and d.id = u.id`,
    `select j.id from ${batch} join job_runs j on j.repository_id = u.repository_id and j.id = u.id`,
    'select 1 from job_runs j left join repositories r on r.repository_id = j.repository_id and r.host = j.host',
    'select 1 from job_runs j join repositories r using (host, repository_id)',
    'select 1 from job_runs j, repositories r where j.repository_id = $1 and r.repository_id = $1 and r.host = j.host',
    'select o.id from (select distinct repository_id, id from job_runs) o left join revisions n on n.repository_id = o.repository_id where n.repository_id is null',
    'with chosen as (select * from unnest($1::int8[]) as n(id)) select t.label from totals t left join chosen n on n.id = t.repository_id',
    'select lane from (select lane from job_runs where due_at <= $1 order by due_at limit 4000) j union select lane from (select lane from revisions where due_at <= $1 order by due_at limit 4000) r',
    'select coalesce((select true from job_runs where due_at <= $1 limit 1), (select true from revisions where due_at <= $1 limit 1), false)',
    'select l.lane from generate_series(0, 15) as l(lane) where exists (select from inbox where inbox.lane = l.lane)',
    'select * from unnest($1::int2[]) as l(lane) cross join lateral (select * from inbox t where t.lane = l.lane limit 5) i',
    'select guid from inbox limit 5 for update skip locked',
    'select 1 from repositories where host in (select host from totals where label = kind)',
    `with settings as materialized (select set_config('enable_seqscan', 'off', true)) select lane from settings, unnest($2::int4[]) as l(lane) where pg_try_advisory_xact_lock($1, lane)`,
    'set local statement_timeout = 1000',
    'set transaction isolation level repeatable read',
    'begin; start transaction isolation level repeatable read; commit; rollback',
    'vacuum (analyze) job_runs',
  ])('%s', (sql) => {
    expect(checkStatement(sql, schema)).toEqual([]);
  });
});

describe('every shard is asked', () => {
  it.each([
    'select id from job_runs',
    'select id from job_runs where due_at <= $1',
    `select j.id from ${batch} join job_runs j on j.repository_id = u.repository_id and j.id = u.id`,
    'select id from job_runs where repository_id = $1 or host = $2',
    'select id from job_runs where repository_id = any(select 1)',
    'select id from job_runs where repository_id > $1',
    'select j.id from job_runs j left join repositories r on r.repository_id = j.repository_id where j.repository_id = any($1::int8[])',
    'select id from job_runs where repository_id = $1 union all select id from revisions',
    'insert into inbox (guid) select guid from observation_log',
    'update job_runs set due_at = $1',
    `delete from verdicts v using ${batch} where v.repository_id = u.repository_id`,
  ])('by %s', (sql) => {
    expect(askedEverywhere(sql, schema)).toHaveLength(1);
  });

  it.each([
    'select guid from inbox',
    'select id from job_runs where repository_id = $1',
    'select id from job_runs where id = $2 and 42 = repository_id',
    'select id from job_runs where repository_id = any($1::int8[])',
    'select j.id from job_runs j left join repositories r on r.repository_id = j.repository_id where j.repository_id = $1',
    'select j.id from job_runs j left join repositories r on r.repository_id = j.repository_id and r.repository_id = any($1) where j.repository_id = any($1)',
    `delete from verdicts v using ${batch} where v.repository_id = u.repository_id and v.repository_id = any($3::int8[])`,
    'insert into totals (repository_id, exact) values ($1, $2)',
    'vacuum job_runs',
  ])('not by %s', (sql) => {
    expect(askedEverywhere(sql, schema)).toEqual([]);
  });
});

it('what is not SQL is not passed over', () => {
  expect(() => checkStatement('select from where', schema)).toThrow(/syntax error/);
});
