-- What the fold makes of the log. row_hash tells whether a fold changed anything; due_at when a row has to be
-- judged or counted again; counted what the totals already hold of it; removed rows wait to be un-counted.

create table job_runs (
  repository_id bigint not null,
  host text not null,
  id text not null,
  lane smallint not null,
  head_sha text not null,
  provider text not null,
  name text not null,
  source text not null,
  occurrence integer not null,
  attempt integer,
  external_id bigint,
  kind text not null,
  state text not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  queue_ms bigint,
  run_ms bigint,
  duration_ms bigint,
  superseded_at timestamptz,
  pull_requests integer[] not null,
  branch text,
  workflow text,
  event text,
  run_id bigint,
  runner_labels text[] not null,
  runner_name text,
  runner_group text,
  fork boolean,
  author_association text,
  error_reason text,
  url text,
  quirks text[] not null,
  row_hash text not null,
  removed boolean not null default false,
  counted text,
  due_at timestamptz,
  -- names of the objectives that still wait for this row, comma separated
  pending text,
  primary key (repository_id, id, host)
);
create index job_runs_commit on job_runs (repository_id, head_sha, host);
-- due_at first: what is due longest, in whatever lane, and whether anything is due at all
create index job_runs_due on job_runs (due_at, lane) where due_at is not null;
create index job_runs_queued on job_runs (queued_at desc, id desc);
create index job_runs_open on job_runs (kind, provider, state, queued_at)
  where finished_at is null and superseded_at is null and not removed;

create table workflow_runs (
  repository_id bigint not null,
  host text not null,
  id text not null,
  head_sha text not null,
  run_id bigint not null,
  attempt integer not null,
  workflow text not null,
  event text,
  branch text,
  state text not null,
  queued_at timestamptz not null,
  finished_at timestamptz,
  duration_ms bigint,
  url text,
  row_hash text not null,
  primary key (repository_id, id, host)
);
create index workflow_runs_commit on workflow_runs (repository_id, head_sha, host);
create index workflow_runs_queued on workflow_runs (queued_at desc, id desc);

-- The earliest status, check run or job of each provider on a commit.
create table first_statuses (
  repository_id bigint not null,
  host text not null,
  head_sha text not null,
  provider text not null,
  first_at timestamptz not null,
  primary key (repository_id, head_sha, provider, host)
);

create table revisions (
  repository_id bigint not null,
  host text not null,
  id text not null,
  lane smallint not null,
  pull_request integer not null,
  head_sha text not null,
  action text not null,
  changed_at timestamptz not null,
  provider text not null,
  expected boolean not null,
  first_status_at timestamptz,
  first_status_ms bigint,
  first_status_by text,
  superseded_at timestamptz,
  closed_at timestamptz,
  head_branch text,
  base_branch text,
  fork boolean,
  author_association text,
  url text,
  quirks text[] not null,
  row_hash text not null,
  removed boolean not null default false,
  counted text,
  due_at timestamptz,
  pending text,
  -- by the first objective that counts this row; null when none does
  verdict text,
  primary key (repository_id, id, host)
);
create index revisions_pull_request on revisions (repository_id, pull_request, host);
create index revisions_history on revisions (repository_id, host, changed_at, pull_request, head_sha, action);
create index revisions_due on revisions (due_at, lane) where due_at is not null;
create index revisions_changed on revisions (changed_at desc, id desc);
create index revisions_waiting on revisions (provider, changed_at)
  where first_status_at is null and superseded_at is null and closed_at is null and not removed;
