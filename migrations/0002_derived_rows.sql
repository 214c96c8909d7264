-- What the fold makes of the log, once for each generation of rules and fold (0006_generations.sql): while a new one is
-- built, its rows stand beside those of the old one. row_hash tells whether a fold changed the row. due_at is when the row has
-- to be settled. counted is what the totals already hold of it. A removed row stays until settling has taken it out of them.

create table job_runs (
  repository_id bigint not null,
  host text not null,
  id text not null,
  generation integer not null,
  lane smallint not null,
  head_sha text not null,
  provider text not null,
  name text not null,
  source text not null,
  occurrence integer not null,
  attempt integer,
  external_id bigint,
  kind text not null,
  role text not null default 'ci',
  state text not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  queue_ms bigint,
  run_ms bigint,
  duration_ms bigint,
  waiting_ms bigint,
  abandoned_at timestamptz,
  abandoned_by text,
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
  -- the generations of objectives that still wait for this row, comma separated
  pending text,
  -- Lists of runs are ordered by queued_at, which later deliveries can change. So a run remembers where it stood, and a walk
  -- through the pages of a list meets it once. moved_at is when queued_at last changed (the database's clock). moves holds
  -- [when it changed, queued_at before] in ms and in order, for the last hour. Revisions never move: their id is made of the
  -- time by which they are listed.
  moved_at timestamptz,
  moves jsonb,
  primary key (repository_id, id, generation, host)
);
create index job_runs_commit on job_runs (repository_id, head_sha, generation, host);
-- due_at comes before the lane: this finds what is due longest in any lane, and whether anything is due
create index job_runs_due on job_runs (generation, due_at, lane) where due_at is not null;
create index job_runs_queued on job_runs (generation, queued_at desc, id desc);
create index job_runs_moved on job_runs (generation, moved_at) where moved_at is not null;
create index job_runs_open on job_runs (generation, kind, provider, state, queued_at)
  where finished_at is null and abandoned_at is null and not removed;
-- what a fact about the whole repository can change
create index job_runs_unfinished on job_runs (repository_id, host, branch)
  where (finished_at is null or abandoned_at is not null) and not removed;

create table workflow_runs (
  repository_id bigint not null,
  host text not null,
  id text not null,
  generation integer not null,
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
  moved_at timestamptz,
  moves jsonb,
  primary key (repository_id, id, generation, host)
);
create index workflow_runs_commit on workflow_runs (repository_id, head_sha, generation, host);
create index workflow_runs_queued on workflow_runs (generation, queued_at desc, id desc);
create index workflow_runs_moved on workflow_runs (generation, moved_at) where moved_at is not null;

create table revisions (
  repository_id bigint not null,
  host text not null,
  id text not null,
  generation integer not null,
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
  asked_again_at timestamptz,
  abandoned_at timestamptz,
  abandoned_by text,
  nobody_expected boolean not null default false,
  answered_before boolean not null default false,
  draft boolean,
  author text,
  sender text,
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
  primary key (repository_id, id, generation, host)
);
create index revisions_pull_request on revisions (repository_id, pull_request, host);
create index revisions_history on revisions (repository_id, generation, host, changed_at, pull_request, head_sha, action);
create index revisions_due on revisions (generation, due_at, lane) where due_at is not null;
create index revisions_changed on revisions (generation, changed_at desc, id desc);
create index revisions_waiting on revisions (generation, provider, changed_at)
  where first_status_at is null and superseded_at is null and closed_at is null and abandoned_at is null
    and not nobody_expected and not answered_before and not removed;
create index revisions_unanswered on revisions (repository_id, host, pull_request)
  where first_status_at is null and not removed;

-- The reports on a commit that decide about its revisions: the first of each provider, and its first after each change.
-- One line without a provider says that the commit's message asks CI not to run.
create table commit_answers (
  repository_id bigint not null,
  host text not null,
  head_sha text not null,
  generation integer not null,
  provider text not null,
  is_ci boolean not null,
  begins boolean not null,
  at timestamptz not null,
  primary key (repository_id, head_sha, generation, provider, is_ci, begins, at, host)
);
