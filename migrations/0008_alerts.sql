-- How far each alert has come, and what has fired. Both are local tables: never distributed.

-- One line for each policy and condition of an SLO. Who evaluates a minute changes the line only if it still has the minute
-- that was read before, so of several processes exactly one writes each step.
create table alert_states (
  -- the SLO's id: its name, or name:2 for a second objective
  slo text not null,
  policy text not null,
  condition text not null,
  -- of an SLO that is many: which one; '' for the whole
  instance text not null,
  severity text not null,
  -- inactive, pending, firing or resolved
  state text not null,
  frozen boolean not null,
  pending_at timestamptz,
  firing_at timestamptz,
  resolved_at timestamptz,
  -- for how long the condition has been true (pending) or false (firing); minutes that were frozen do not count
  held_ms bigint,
  -- the highest share of bad events in the long window since pending_at
  peak_bad_ratio double precision not null,
  -- the last minute that was evaluated
  minute timestamptz not null,
  primary key (slo, policy, condition, instance)
);

-- Every alert that has fired.
create table alerts (
  slo text not null,
  policy text not null,
  condition text not null,
  instance text not null,
  severity text not null,
  pending_at timestamptz not null,
  firing_at timestamptz not null,
  -- null: it still fires
  resolved_at timestamptz,
  peak_burn_rate double precision not null,
  -- bad events from one long window before firing_at to resolved_at
  bad bigint not null,
  primary key (slo, policy, condition, instance, firing_at)
);
create index alerts_firing_at on alerts (firing_at desc);
