-- The append-only log of what GitHub and CI systems reported, and the inbox: the queue of what is not folded yet.
-- In every key repository_id comes first, then the column that tells rows apart, and the host last. With the host second,
-- the planner would read a whole repository by the primary key to find one commit of a fresh table without statistics.
-- There are no triggers: code makes everything derived.

create table repositories (
  repository_id bigint not null,
  host text not null,
  full_name text not null,
  private boolean,
  installation_id bigint,
  -- the time of the newest delivery that gave this name; the newest name wins, in whatever order deliveries come
  seen_at timestamptz not null,
  -- GitHub's clock: retention has removed revisions that were changed up to this time, so the log no longer tells who was expected just after it
  forgotten_until timestamptz,
  primary key (repository_id, host)
);
create index repositories_full_name on repositories (lower(full_name));

-- Every installation of the App that a repository was ever seen in. A removal of the App need not name its repositories.
create table repository_installations (
  repository_id bigint not null,
  host text not null,
  installation_id bigint not null,
  primary key (repository_id, installation_id, host)
);
create index repository_installations_installation on repository_installations (installation_id);

create table observation_log (
  repository_id bigint not null,
  host text not null,
  -- the header X-GitHub-Delivery; a back-filled fact has a name made from its content
  guid text not null,
  lane smallint not null,
  event text not null,
  action text,
  -- our clock; retention counts from it
  received_at timestamptz not null,
  -- GitHub's clock, taken from a version-1 GUID
  sent_at timestamptz,
  head_sha text,
  pull_request integer,
  -- the branch that a line says was deleted; null for all other lines
  branch text,
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
-- what happened to a repository as a whole and to its branches
create index observation_log_repository on observation_log (repository_id, host, branch)
  where head_sha is null and pull_request is null and observation is not null;
-- retention and counting read by received_at; the log is append-only, so a block range index is enough
create index observation_log_received on observation_log using brin (received_at) with (pages_per_range = 32);

-- Lines that were committed and are not folded yet. A queue on one node: never distributed.
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

-- Deliveries that were verified but could not be stored in the log, with the reason.
create table kept_aside (
  guid text primary key,
  event text not null,
  body text not null,
  error text not null,
  received_at timestamptz not null
);

-- Small facts of the installation as a whole.
create table state (
  key text primary key,
  value text not null
);
