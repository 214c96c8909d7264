/** What has to be known of a table besides its columns. A test compares the list with the schema, so that no table is forgotten. */
export interface Table {
  /**
   * distributed: Citus may spread it by repository_id, which its key begins with. local: one node has it whole. queue: one node has
   * it whole and Citus knows it, so that what is written to it and to distributed tables in one transaction is committed in two
   * phases: all or nothing, also when that node is killed in between.
   */
  readonly placement: 'distributed' | 'queue' | 'local';
  /** What says when its rows go; kept: they are few, or tell what would be lost. */
  readonly pruned: 'by age' | 'with its commit' | 'with its event' | 'with its generation' | 'when done' | 'kept';
  /** Whether `cislo verify` makes its rows again from the log and compares them. */
  readonly verified: boolean;
}

/** Every table, those that Citus spreads first and in the order in which it does. */
export const tables = {
  observation_log: { placement: 'distributed', pruned: 'by age', verified: false },
  repositories: { placement: 'distributed', pruned: 'kept', verified: false },
  repository_installations: { placement: 'distributed', pruned: 'kept', verified: false },
  job_runs: { placement: 'distributed', pruned: 'with its commit', verified: true },
  workflow_runs: { placement: 'distributed', pruned: 'with its commit', verified: true },
  commit_answers: { placement: 'distributed', pruned: 'with its commit', verified: true },
  revisions: { placement: 'distributed', pruned: 'with its commit', verified: true },
  verdicts: { placement: 'distributed', pruned: 'with its event', verified: true },
  slo_buckets: { placement: 'distributed', pruned: 'with its generation', verified: true },
  totals: { placement: 'distributed', pruned: 'with its generation', verified: true },
  hook_deliveries: { placement: 'distributed', pruned: 'by age', verified: false },
  custom_events: { placement: 'distributed', pruned: 'by age', verified: false },
  inbox: { placement: 'queue', pruned: 'when done', verified: false },
  measuring: { placement: 'queue', pruned: 'with its generation', verified: false },
  settle_queue: { placement: 'queue', pruned: 'when done', verified: false },
  kept_aside: { placement: 'local', pruned: 'kept', verified: false },
  state: { placement: 'local', pruned: 'kept', verified: false },
  leases: { placement: 'local', pruned: 'when done', verified: false },
  backfills: { placement: 'local', pruned: 'kept', verified: false },
  backfill_items: { placement: 'local', pruned: 'when done', verified: false },
  generations: { placement: 'local', pruned: 'with its generation', verified: false },
  fold_requests: { placement: 'local', pruned: 'when done', verified: false },
  deployments: { placement: 'local', pruned: 'kept', verified: false },
  stored_slos: { placement: 'local', pruned: 'kept', verified: false },
  sessions: { placement: 'local', pruned: 'when done', verified: false },
  api_tokens: { placement: 'local', pruned: 'kept', verified: false },
  audit_log: { placement: 'local', pruned: 'kept', verified: false },
  processes: { placement: 'local', pruned: 'when done', verified: false },
  alert_states: { placement: 'local', pruned: 'kept', verified: false },
  alerts: { placement: 'local', pruned: 'kept', verified: false },
  remedies: { placement: 'local', pruned: 'kept', verified: false },
  notifications: { placement: 'local', pruned: 'kept', verified: false },
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof tables;
type NamesOf<Key extends keyof Table, Value> = {
  [Name in TableName]: (typeof tables)[Name][Key] extends Value ? Name : never;
}[TableName];

/** Tables that Citus may spread. */
export type DistributedTable = NamesOf<'placement', 'distributed'>;
