-- How far the history of each repository has been read over REST. repository_id leads every key.

create table backfills (
  repository_id bigint not null,
  host text not null,
  full_name text not null,
  installation_id bigint,
  -- what happened earlier is left out
  since timestamptz not null,
  -- our clock: when it was asked for
  started_at timestamptz not null,
  -- from then on GitHub tells us by webhook; null: it never does
  webhooks_since timestamptz,
  -- what is being read, and how far in GitHub's list; it stays true once written
  stage text not null,
  place jsonb,
  -- what was read, what of it was new to the log, and what GitHub did not have any more
  facts bigint not null default 0,
  new_facts bigint not null default 0,
  missing bigint not null default 0,
  finished_at timestamptz,
  -- the server tries it in the background from then on
  try_at timestamptz,
  error text,
  primary key (repository_id, host)
);
create index backfills_waiting on backfills (try_at) where try_at is not null;

-- What GitHub's lists named: pull requests, workflow runs and commits that have to be read one by one. A finished back-fill removes its lines.
create table backfill_items (
  repository_id bigint not null,
  host text not null,
  kind text not null,
  id text not null,
  detail jsonb not null,
  done boolean not null default false,
  primary key (repository_id, host, kind, id)
);
create index backfill_items_waiting on backfill_items (repository_id, host, kind, id) where not done;
