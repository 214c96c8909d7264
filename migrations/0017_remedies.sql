-- The issue that an SLO without budget has: one of each SLO. A local table: never distributed.

create table remedies (
  -- the SLO's id
  slo text not null primary key,
  repository text not null,
  number integer not null,
  -- open, closed (by us, because the budget was back) or left (a person closed or deleted it)
  state text not null,
  opened_at timestamptz not null,
  told_at timestamptz not null,
  closed_at timestamptz
);
