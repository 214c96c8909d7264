-- What GitHub's own list of webhook deliveries tells: how each was received, and whether its payload had to be fetched.
-- repository_id -1 for deliveries about no repository. id is the GUID, which every attempt of a delivery shares.

create table hook_deliveries (
  repository_id bigint not null,
  host text not null,
  id text not null,
  lane smallint not null,
  event text not null,
  action text,
  -- the first attempt that is known
  delivered_at timestamptz not null,
  attempts jsonb not null,
  judged boolean not null,
  fetch_state text not null,
  fetches integer not null,
  refusals integer not null,
  fetch_at timestamptz,
  fetch_error text,
  row_hash text not null,
  removed boolean not null default false,
  counted text,
  due_at timestamptz,
  pending text,
  primary key (repository_id, id, host)
);
create index hook_deliveries_due on hook_deliveries (due_at, lane) where due_at is not null;
-- what is to be fetched, the oldest first: GitHub forgets it first
create index hook_deliveries_fetch on hook_deliveries (host, delivered_at, id) where fetch_at is not null;
create index hook_deliveries_delivered on hook_deliveries using brin (delivered_at) with (pages_per_range = 32);

-- Which process does the work that one replica at a time should do. It only saves requests. A local table: never distributed.
create table leases (
  name text primary key,
  holder text not null,
  expires_at timestamptz not null
);
