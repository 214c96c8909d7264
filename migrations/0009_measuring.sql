-- How far the minutes have been read that another system measures for an objective. A local table: never distributed.
create table measuring (
  generation integer primary key,
  -- every minute in [done_from, done_to) has been read
  done_from timestamptz not null,
  done_to timestamptz not null,
  -- since when the source has not answered; null: it answers
  away_since timestamptz,
  away_reason text,
  -- questions that failed, since the generation began
  failures bigint not null default 0,
  -- how long the last answer took
  took_ms integer,
  -- until then one process reads for the generation, and no other
  leased_until timestamptz
);
