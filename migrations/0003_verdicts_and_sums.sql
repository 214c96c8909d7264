-- What each objective says of each event, and sums, so that reads are fast. Each belongs to a generation
-- (0006_generations.sql): verdicts, buckets and totals of verdicts to a generation of an objective, totals of rows to a
-- fold generation, and counts of deliveries to generation 0.
-- repository_id 0 with host '' holds the sum over all repositories.

create table verdicts (
  repository_id bigint not null,
  host text not null,
  event_id text not null,
  generation integer not null,
  verdict text not null,
  -- the event's own time: the earlier of its result and its deadline
  at timestamptz not null,
  primary key (repository_id, event_id, generation, host)
);
create index verdicts_bad on verdicts (generation, at desc) where verdict = 'bad';

create table slo_buckets (
  repository_id bigint not null,
  host text not null,
  generation integer not null,
  -- 60 or 3600
  seconds integer not null,
  at timestamptz not null,
  good bigint not null,
  bad bigint not null,
  excluded bigint not null,
  primary key (repository_id, host, generation, seconds, at)
);

-- Where and when rows have to be settled: a line for a repository that was folded, and one for each deadline to come.
-- A line only names the repository to look at. An idle process asks this table and no other.
-- A queue on one node: never distributed.
create table settle_queue (
  repository_id bigint not null,
  host text not null,
  due_at timestamptz not null,
  lane smallint not null,
  primary key (repository_id, due_at, host)
);
create index settle_queue_due on settle_queue (due_at, lane);

-- Durable totals behind counters and histograms. exact follows the rows and may fall. base is the value of exact when the
-- generation took over; null while it is built. exported is what a scrape shows: the highest exact - base since then. It
-- begins at 0 and never falls. folded is the part of exact whose rows retention has removed.
create table totals (
  repository_id bigint not null,
  host text not null,
  generation integer not null,
  name text not null,
  kind text not null,
  provider text not null,
  label text not null,
  exact bigint not null,
  base bigint,
  exported bigint not null,
  folded bigint not null default 0,
  exemplar_url text,
  exemplar_value double precision,
  exemplar_at timestamptz,
  primary key (repository_id, host, generation, name, kind, provider, label)
);
