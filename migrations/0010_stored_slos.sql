-- SLOs that were stored over the API or by `cislo slo apply`, with all their versions; the newest of a name is in force.
-- A local table: never distributed.
create table stored_slos (
  name text not null,
  version integer not null,
  -- OpenSLO as it was sent; null: this version deleted it
  document text,
  -- the document's objectives, as the version of cislo read them that wrote this row
  objectives jsonb,
  changed_at timestamptz not null,
  primary key (name, version)
);
