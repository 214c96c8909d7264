/** What may ask every shard, and why. All else names the repositories that it is about: a shard costs about a millisecond. Names are without quotes. */
export const mayAskEverywhere: readonly { readonly why: string; readonly begins: RegExp }[] = [
  { why: 'lists for readers over all that they may see', begins: /^select \* from \(+select t/ },
  {
    why: 'a row that a reader names by its id',
    begins: /^select t\.repository_id, t\.host, .* from repositories as r inner join/,
  },
  { why: 'sums by repository for a scrape', begins: /^select t\.name, case when n\.repository_id/ },
  {
    why: 'gauges for a scrape',
    begins: /^select t\.(kind|provider).* count\(\*\) as count from (job_runs|revisions)/,
  },
  { why: 'what waits for a verdict, for a scrape', begins: /^select t\.pending, count\(\*\)/ },
  { why: 'how fresh the numbers are, for readers', begins: /^select min\(t\.due_at\) as oldest/ },
  { why: 'deliveries counted for a reader', begins: /^select count\(\*\) as count from observation_log/ },
  {
    why: 'which repositories everyone may see',
    begins: /^select repository_id, host from repositories where private/,
  },
  {
    why: 'the repositories that somebody names for a token',
    begins: /^select repository_id, full_name from repositories where host/,
  },
  { why: 'repositories compared, for readers', begins: /^select r\.full_name as repository, b\.generation/ },
  { why: 'the busiest repositories, every 10 seconds', begins: /^select repository_id, host from totals/ },
  {
    why: 'what is to be fetched from GitHub, oldest first',
    begins: /^select t\.repository_id.* from hook_deliveries/,
  },
  {
    why: 'the repositories of an installation that removed the App',
    begins: /^select repository_id, host, installation_id from repository_installations/,
  },
  {
    why: 'a generation that begins counts what is there',
    begins: /^select count\(\*\) as count from (job_runs|revisions|hook_deliveries|custom_events)/,
  },
  { why: 'a generation that begins walks through all', begins: /^select repository_id, host, id, \w+ as at from/ },
  { why: 'a generation that begins folds all', begins: /^insert into fold_requests/ },
  { why: 'a generation takes over in one commit', begins: /^update totals set base = exact/ },
  { why: 'what a retired generation owns goes', begins: /^select [\w, ]+ from \w+ where generation = \$1 limit/ },
  { why: 'verify compares everything', begins: /^select (repository_id, host, full_name, forgotten_until|concat_ws)/ },
  {
    why: 'a preview and a back-fill judge all events of a time',
    begins: /^select (\(floor\(j\.at|j\.id, j\.at, j\.verdict)/,
  },
  {
    why: 'an event that was sent is stored once, whichever repository it names',
    begins: /^select id from custom_events where id = any/,
  },
  {
    why: 'repositories by their names',
    begins: /^select repository_id, host, full_name, seen_at from repositories where lower/,
  },
  {
    why: 'a list of events of an objective is over all repositories',
    begins: /^select v\.repository_id, v\.host, v\.event_id as id, v\.at, case/,
  },
  {
    why: 'what bad events have in common is over all repositories',
    begins: /^select concat_ws\(.* as packed from verdicts/,
  },
  {
    why: 'a report is about all that its reader may see',
    begins:
      /^select (t\.name as job|f\.job, f\.repository|coalesce\(sum\(greatest|count\(\*\) filter \(where c\.verdict)/,
  },
  { why: 'types of events, for suggestions', begins: /^select t\.type from custom_events/ },
  { why: 'instances of an SLO are over all repositories', begins: /^select array\[/ },
  { why: 'retention walks by time', begins: /^(select|delete) .*(received_at|delivered_at) < \$1/ },
  {
    why: 'journeys of events that were sent may cross repositories',
    begins: /^with events as \( select .* as journey/,
  },
  { why: 'journeys are looked at over all repositories', begins: /^with journeys as/ },
  {
    why: 'retention looks for old minutes',
    begins: /^select repository_id, host, generation, seconds, at from slo_buckets/,
  },
  { why: 'subjects are looked at over all repositories', begins: /^with events as \( select .* as subject/ },
];
