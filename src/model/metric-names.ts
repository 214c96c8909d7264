/** One exported metric. `docs/metrics.md`, the dashboard and the rules are checked against this list. */
export interface MetricFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /**
   * `database`: the same value from every replica, survives restarts.
   * `process`: what this process saw since it started; sum it over instances.
   */
  readonly origin: 'database' | 'process';
}

const kindProvider = ['kind', 'provider'] as const;

/** Every metric that cislo exports besides prom-client's default process metrics, by a short key. Base units; no label holds a pull request, sha or run. */
export const metricFamilies = {
  jobsQueued: {
    name: 'cislo_jobs_queued_total',
    type: 'counter',
    help: 'Job runs seen; every run counts once.',
    labels: kindProvider,
    origin: 'database',
  },
  jobsStarted: {
    name: 'cislo_jobs_started_total',
    type: 'counter',
    help: 'Job runs known to have started, or ended in success or failure.',
    labels: kindProvider,
    origin: 'database',
  },
  jobsFinished: {
    name: 'cislo_jobs_finished_total',
    type: 'counter',
    help: 'Job runs that ended, by outcome: success, failure, error, cancelled, skipped.',
    labels: ['kind', 'provider', 'outcome'],
    origin: 'database',
  },
  jobDuration: {
    name: 'cislo_job_duration_seconds',
    type: 'histogram',
    help: 'Time from queued to final of job runs.',
    labels: kindProvider,
    origin: 'database',
  },
  jobQueueDuration: {
    name: 'cislo_job_queue_duration_seconds',
    type: 'histogram',
    help: 'Time from queued to started of job runs.',
    labels: kindProvider,
    origin: 'database',
  },
  jobRunDuration: {
    name: 'cislo_job_run_duration_seconds',
    type: 'histogram',
    help: 'Time from started to final of job runs.',
    labels: kindProvider,
    origin: 'database',
  },
  jobWaitingDuration: {
    name: 'cislo_job_waiting_duration_seconds',
    type: 'histogram',
    help: 'Time that job runs waited for a person, once the wait was over.',
    labels: kindProvider,
    origin: 'database',
  },
  jobsOpen: {
    name: 'cislo_jobs_open',
    type: 'gauge',
    help: 'Job runs that have not ended and that somebody waits for, by state: waiting (for a person), queued, started.',
    labels: ['kind', 'provider', 'state'],
    origin: 'database',
  },
  jobsOverdue: {
    name: 'cislo_jobs_overdue',
    type: 'gauge',
    help: 'Builds and tests of a CI that have not ended 12 h after they were queued; waiting and abandoned ones are left out.',
    labels: kindProvider,
    origin: 'database',
  },
  firstStatus: {
    name: 'cislo_revision_first_status_seconds',
    type: 'histogram',
    help: 'Time from a change of a pull request to its first status, by provider; any: the first of all.',
    labels: ['provider'],
    origin: 'database',
  },
  revisionsWithoutStatus: {
    name: 'cislo_revisions_without_status',
    type: 'gauge',
    help: 'Open pull requests whose newest change has had no status for more than 15 s, by provider; any: no status at all.',
    labels: ['provider'],
    origin: 'database',
  },
  revisions: {
    name: 'cislo_revisions_total',
    type: 'counter',
    help: 'Changes of pull requests that ask for statuses, by action.',
    labels: ['action'],
    origin: 'database',
  },
  sloEvents: {
    name: 'cislo_slo_events_total',
    type: 'counter',
    help: 'Judged events, by the first verdict: good, bad, excluded.',
    labels: ['slo', 'verdict'],
    origin: 'database',
  },
  sloObjective: {
    name: 'cislo_slo_objective_ratio',
    type: 'gauge',
    help: 'Target: the ratio of good events that is promised.',
    labels: ['slo'],
    origin: 'database',
  },
  sloWindow: {
    name: 'cislo_slo_window_seconds',
    type: 'gauge',
    help: 'Length of the time window that the target is promised over.',
    labels: ['slo'],
    origin: 'database',
  },
  sloSli: {
    name: 'cislo_slo_sli_ratio',
    type: 'gauge',
    help: 'Good events / (good + bad) over the window of the SLO; absent when there are none.',
    labels: ['slo'],
    origin: 'database',
  },
  sloBudgetRemaining: {
    name: 'cislo_slo_error_budget_remaining_ratio',
    type: 'gauge',
    help: 'Error budget left over the window of the SLO: 1 is untouched, below 0 is overspent; absent when there are no events.',
    labels: ['slo'],
    origin: 'database',
  },
  sloBurnRate: {
    name: 'cislo_slo_burn_rate',
    type: 'gauge',
    help: 'Error ratio / (1 - target) over the last 5m to 3d, and over each window that an alert policy of the SLO names; absent when there are no events.',
    labels: ['slo', 'window'],
    origin: 'database',
  },
  sloInstanceSli: {
    name: 'cislo_slo_instance_sli_ratio',
    type: 'gauge',
    help: 'The SLI of one instance of an SLO with `cislo.dev/group-by`; exported where `labels.instance` of the configuration says so.',
    labels: ['slo', 'instance'],
    origin: 'database',
  },
  sloInstanceBudgetRemaining: {
    name: 'cislo_slo_instance_error_budget_remaining_ratio',
    type: 'gauge',
    help: 'Error budget left of one instance over the window of the SLO, signed; absent when there are no events.',
    labels: ['slo', 'instance'],
    origin: 'database',
  },
  sloInstanceBurnRate: {
    name: 'cislo_slo_instance_burn_rate',
    type: 'gauge',
    help: 'Error ratio / (1 - target) of one instance over the last 5m to 3d; absent when there are no events.',
    labels: ['slo', 'instance', 'window'],
    origin: 'database',
  },
  sloWindowEvents: {
    name: 'cislo_slo_window_events',
    type: 'gauge',
    help: 'Events that settled in the last 5m to 3d, and in each window that an alert policy of the SLO names, by verdict as it stands now.',
    labels: ['slo', 'window', 'verdict'],
    origin: 'database',
  },
  alertState: {
    name: 'cislo_alert_state',
    type: 'gauge',
    help: 'How the alert of a policy stands: 0 inactive or resolved, 1 pending, 2 firing, 3 frozen (there is nothing to decide from, so it stays as it was).',
    labels: ['slo', 'policy', 'severity'],
    origin: 'database',
  },
  sloPending: {
    name: 'cislo_slo_pending_events',
    type: 'gauge',
    help: 'Events that started and have no verdict yet.',
    labels: ['slo'],
    origin: 'database',
  },
  sloBackfill: {
    name: 'cislo_slo_backfill_ratio',
    type: 'gauge',
    help: 'How much of its history an SLO with a new definition has judged; 1 when it is done.',
    labels: ['slo'],
    origin: 'database',
  },
  foldDone: {
    name: 'cislo_fold_generation_done_ratio',
    type: 'gauge',
    help: 'How much of the log was made again with new rules or a new version, beside the current numbers; 1 when nothing is.',
    labels: [],
    origin: 'database',
  },
  sloSourceErrors: {
    name: 'cislo_slo_source_errors_total',
    type: 'counter',
    help: 'Questions to the source of a measured SLO that failed.',
    labels: ['slo'],
    origin: 'database',
  },
  sloSourceLag: {
    name: 'cislo_slo_source_lag_seconds',
    type: 'gauge',
    help: 'How long ago the newest minute ended that was read from the source of a measured SLO.',
    labels: ['slo'],
    origin: 'database',
  },
  sloSourceDuration: {
    name: 'cislo_slo_source_duration_seconds',
    type: 'histogram',
    help: 'How long the source of a measured SLO takes to answer.',
    labels: ['slo'],
    origin: 'database',
  },
  sloCorrections: {
    name: 'cislo_slo_corrections_total',
    type: 'counter',
    help: 'Verdicts that late evidence changed after they had been counted.',
    labels: ['slo'],
    origin: 'database',
  },
  quirks: {
    name: 'cislo_quirks_total',
    type: 'counter',
    help: 'Surprising facts in deliveries, by name; cislo counts them and goes on.',
    labels: ['quirk'],
    origin: 'database',
  },
  settleLag: {
    name: 'cislo_settle_lag_seconds',
    type: 'gauge',
    help: 'Age of the oldest delivery or due event that is not yet in the numbers; 0 when there is none.',
    labels: [],
    origin: 'database',
  },
  webhookDeliveries: {
    name: 'cislo_webhook_deliveries_total',
    type: 'counter',
    help: 'Deliveries that reached this process, by event and what became of them.',
    labels: ['event', 'result'],
    origin: 'process',
  },
  webhookDuration: {
    name: 'cislo_webhook_duration_seconds',
    type: 'histogram',
    help: 'Time this process took to answer a delivery.',
    labels: [],
    origin: 'process',
  },
  eventsReceived: {
    name: 'cislo_events_total',
    type: 'counter',
    help: 'Events that were sent to this process, by what became of them; a refused request counts as one.',
    labels: ['result'],
    origin: 'process',
  },
  notifications: {
    name: 'cislo_notifications_total',
    type: 'counter',
    help: 'Notifications by target and by what became of them: sent, dead (given up), skipped (something newer was told), and how often one was retried.',
    labels: ['target', 'result'],
    origin: 'database',
  },
  gateDecisions: {
    name: 'cislo_gate_decisions_total',
    type: 'counter',
    help: 'Decisions about changes that this process gave, by decision: approve, review, defer, block.',
    labels: ['decision'],
    origin: 'process',
  },
  webhookMissed: {
    name: 'cislo_webhook_missed_total',
    type: 'counter',
    help: "Deliveries that had not reached the log and had to be fetched from GitHub's list, or were lost.",
    labels: [],
    origin: 'database',
  },
  webhookRecovery: {
    name: 'cislo_webhook_recovery_total',
    type: 'counter',
    help: "Deliveries fetched from GitHub's list, by how it ended: recovered, ignored, lost.",
    labels: ['result'],
    origin: 'database',
  },
  webhookAcceptance: {
    name: 'cislo_webhook_acceptance_ratio',
    type: 'gauge',
    help: "Deliveries accepted at the first attempt / all deliveries, by GitHub's list, over the window of the first SLO that counts deliveries; absent when there is no such SLO, or no data.",
    labels: [],
    origin: 'database',
  },
} as const satisfies Readonly<Record<string, MetricFamily>>;

export type MetricKey = keyof typeof metricFamilies;
