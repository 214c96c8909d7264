-- Whose event it is stands beside its verdict, so that CI systems are compared without reading the events. Null: events that have no provider.
-- The verdicts of a stretch of time are found by an index that holds all that is counted of them.
alter table verdicts add column provider text;

update verdicts v set provider = j.provider from job_runs j, generations g
where g.id = v.generation and g.event_type = 'job-run' and j.generation = g.fold_generation
  and j.repository_id = v.repository_id and j.host = v.host and j.id = v.event_id;

update verdicts v set provider = r.provider from revisions r, generations g
where g.id = v.generation and g.event_type = 'revision' and r.generation = g.fold_generation
  and r.repository_id = v.repository_id and r.host = v.host and r.id = v.event_id;

drop index verdicts_at;
create index verdicts_time on verdicts (generation, at) include (provider, verdict);
