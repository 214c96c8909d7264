-- The append-only log of what providers and GitHub told us, and the queue of what has not been folded yet.
-- repository_id leads every key, the column that tells rows apart comes second and the host last: were the host second,
-- the planner, which knows nothing of a fresh table, would walk a whole repository by the primary key to find a commit.
-- There are no triggers: everything derived is derived in code.

create table repositories (
  repository_id bigint not null,
  host text not null,
  full_name text not null,
  private boolean,
  installation_id bigint,
  -- the time of the newest delivery that named it so; a later name wins, in whatever order they come
  seen_at timestamptz not null,
  primary key (repository_id, host)
);
create index repositories_full_name on repositories (lower(full_name));

create table observation_log (
  repository_id bigint not null,
  host text not null,
  -- X-GitHub-Delivery; back-filled facts carry a name made from what they say
  guid text not null,
  lane smallint not null,
  event text not null,
  action text,
  -- our clock; retention counts from it
  received_at timestamptz not null,
  -- GitHub's clock, out of a version-1 GUID
  sent_at timestamptz,
  head_sha text,
  pull_request integer,
  observation jsonb,
  quirks text not null default '',
  primary key (repository_id, guid, host)
);
-- all observations of one commit, for its fold
create index observation_log_commit on observation_log (repository_id, head_sha, host) where head_sha is not null;
-- the pull requests that had a commit as a head
create index observation_log_head on observation_log (repository_id, head_sha, host) where pull_request is not null;
-- all changes of one pull request, for its timeline
create index observation_log_pull_request on observation_log (repository_id, pull_request, host) where pull_request is not null;
-- retention and counting walk by arrival; the log is append-only, so a block range index is enough
create index observation_log_received on observation_log using brin (received_at) with (pages_per_range = 32);

-- What was committed and not folded yet. A local queue: never distributed.
create table inbox (
  repository_id bigint not null,
  host text not null,
  guid text not null,
  lane smallint not null,
  head_sha text,
  pull_request integer,
  full_name text not null,
  private boolean,
  installation_id bigint,
  seen_at timestamptz not null,
  received_at timestamptz not null,
  quirks text not null,
  primary key (repository_id, guid, host)
);
create index inbox_lane on inbox (lane, received_at);

-- Deliveries that were verified but could not be stored, with the reason; nothing verified is thrown away.
create table kept_aside (
  guid text primary key,
  event text not null,
  body text not null,
  error text not null,
  received_at timestamptz not null
);

-- Small facts of the installation as a whole: which rules and objectives the derived rows were made with.
create table state (
  key text primary key,
  value text not null
);
