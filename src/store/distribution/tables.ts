/**
 * The tables that Citus may spread over its workers, all by repository_id and colocated, so that what belongs to one
 * repository lies on one worker. Every key of theirs begins with repository_id.
 */
export const distributedTables = [
  'observation_log',
  'repositories',
  'job_runs',
  'workflow_runs',
  'first_statuses',
  'revisions',
  'verdicts',
  'slo_buckets',
  'totals',
  'hook_deliveries',
] as const;

/** Queues, leases and small facts of the installation: never distributed, so locks and order in them cost one node. */
export const localTables = ['inbox', 'kept_aside', 'state', 'leases', 'backfills', 'backfill_items'] as const;

export type DistributedTable = (typeof distributedTables)[number];
