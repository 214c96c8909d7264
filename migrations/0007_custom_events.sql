-- Events that others send: CloudEvents, one row each. They are facts, never changed; removed, counted, due_at and pending are for
-- settling, as in hook_deliveries. repository_id -1 with host '' for an event that names no repository. id is made of source and
-- event_id, so that an event that is sent again is the same row.

create table custom_events (
  repository_id bigint not null,
  host text not null,
  id text not null,
  lane smallint not null,
  source text not null,
  event_id text not null,
  type text not null,
  subject text,
  -- owner/name as the event says it
  repository text,
  -- the event's own time; our clock where it has none
  at timestamptz not null,
  outcome text,
  data jsonb,
  quirks text[] not null,
  -- our clock; retention counts from it
  received_at timestamptz not null,
  row_hash text not null,
  removed boolean not null default false,
  counted text,
  due_at timestamptz,
  pending text,
  primary key (repository_id, id, host)
);
-- is it there already, whichever repository it was given to?
create index custom_events_id on custom_events (id);
create index custom_events_due on custom_events (due_at, lane) where due_at is not null;
-- newest first, and by minute
create index custom_events_at on custom_events (at desc, id desc);
create index custom_events_received on custom_events using brin (received_at) with (pages_per_range = 32);
