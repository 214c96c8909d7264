-- What is to be told of alerts, and to whom. A line is written in the commit that takes its alert further, so what happened is told, and only that.
-- A local table: never distributed.

create table notifications (
  -- made of the alert, of what happened, and of the target: the same event has the same id, whoever writes it
  id text not null primary key,
  -- the name of a target
  target text not null,
  -- the alert: SLO, policy, condition and instance
  alert text not null,
  service text not null,
  -- firing, update, no_data or resolved
  kind text not null,
  -- what the alert was when it was written
  facts jsonb not null,
  -- what is said; null: nobody has put it into words yet. It stays the same when it is sent again.
  notice jsonb,
  -- waiting, sent, skipped (something newer was told instead) or dead
  state text not null,
  attempts integer not null,
  -- the minute of what happened
  at timestamptz not null,
  -- not before; a process that sends it moves this on, so that no other does
  next_at timestamptz not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- why the last attempt failed
  error text
);
create index notifications_waiting on notifications (next_at) where state = 'waiting';
create index notifications_alert on notifications (target, alert, at) where state = 'waiting';
