-- What the numbers are made with. A fold generation is a version of the fold with a set of rules: it owns derived rows and
-- the totals of them. An objective's generation is one indicator under one fold generation: it owns verdicts, buckets and
-- the totals of verdicts. A new one is built beside the current one and then takes its place in one commit.
-- All of these are local tables: never distributed.

create table generations (
  -- given in order; 0 belongs to what is counted of webhook deliveries, which no fold makes
  id integer primary key,
  -- fold or slo
  kind text not null,
  -- of an objective: its name, and the kind of event that it counts
  slo text,
  event_type text,
  -- of an objective: whose rows it judges; 0 for deliveries
  fold_generation integer,
  -- of the fold, or of the judge
  version integer not null,
  -- of the definition; equal ones give equal rows
  hash text not null,
  -- the rules, or the indicator
  definition jsonb not null,
  -- raised by a request to fold everything again
  round integer not null default 0,
  -- what was received from then on was folded or settled without it, by a program that does not know its version, so it
  -- cannot be continued: its rows have to be made again
  stale_since timestamptz,
  -- building, current or retired
  state text not null,
  -- up to which row earlier rows have been judged again; null: none is left
  place jsonb,
  -- rows that are judged again, or requests in fold_requests
  done bigint not null default 0,
  total bigint not null default 0,
  started_at timestamptz not null,
  current_at timestamptz,
  retired_at timestamptz
);
create index generations_live on generations (id) where state <> 'retired';

-- What a fold generation that is being built still has to fold: one line for each commit and each pull request.
create table fold_requests (
  generation integer not null,
  repository_id bigint not null,
  host text not null,
  -- the number of a pull request, or the sha of a commit
  key text not null,
  lane smallint not null,
  head_sha text,
  pull_request integer,
  -- when we last received something about it: what is newest is folded first
  newest_at timestamptz not null,
  primary key (generation, repository_id, key, host)
);
create index fold_requests_newest on fold_requests (generation, lane, newest_at desc);

-- The settings that numbers depend on, as they were deployed: rules, objectives with their targets, and the grace.
create table deployments (
  hash text primary key,
  definition jsonb not null,
  deployed_at timestamptz not null,
  current boolean not null
);

-- The processes that run now, and their settings. A process counts as gone when it has not been seen for a while.
create table processes (
  id text primary key,
  -- serve or migrate
  kind text not null,
  deployment text not null,
  seen_at timestamptz not null
);
