-- What each objective says of each event, and the sums that answer quickly.
-- repository_id 0 with host '' holds the sum over all repositories.

create table verdicts (
  repository_id bigint not null,
  host text not null,
  slo text not null,
  event_id text not null,
  verdict text not null,
  -- the event's own time: the earlier of its result and its deadline
  at timestamptz not null,
  primary key (repository_id, event_id, slo, host)
);
create index verdicts_bad on verdicts (slo, at desc) where verdict = 'bad';

create table slo_buckets (
  repository_id bigint not null,
  host text not null,
  slo text not null,
  -- 60 or 3600
  seconds integer not null,
  at timestamptz not null,
  good bigint not null,
  bad bigint not null,
  excluded bigint not null,
  primary key (repository_id, host, slo, seconds, at)
);

-- Durable totals behind counters and histograms. exact follows the rows, in both directions; exported never falls;
-- folded is the part of exact whose rows retention has removed.
create table totals (
  repository_id bigint not null,
  host text not null,
  name text not null,
  kind text not null,
  provider text not null,
  label text not null,
  exact bigint not null,
  exported bigint not null,
  folded bigint not null default 0,
  exemplar_url text,
  exemplar_value double precision,
  exemplar_at timestamptz,
  primary key (repository_id, host, name, kind, provider, label)
);
