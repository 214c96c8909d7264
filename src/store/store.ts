import type { LogEntry } from '../model/delivery.ts';
import type { JobRun, WorkflowRun } from '../model/job-run.ts';
import type { Counts, SettledVerdict } from '../model/objective.ts';
import type { Revision } from '../model/revision.ts';

/** Which durable totals, and how much of them. */
export interface ReadTotalsOptions {
  /** By repository: so many keep their name, the busiest, and the rest is `other`. Default: all together. */
  readonly repositories?: number;
  /** Whether to read the examples too. Default true. */
  readonly exemplars?: boolean;
}

/** The durable side of cislo: PostgreSQL, or the embedded one. Every method is one transaction at most. */
export interface Store {
  /**
   * Appends deliveries to the log in one transaction; resolves after COMMIT.
   * Returns, per entry, whether it was new (false: this GUID is already in the log; nothing changed).
   */
  append(entries: readonly LogEntry[]): Promise<readonly boolean[]>;
  /** Keeps a delivery that could not be stored (body and error) for `verify` and the operator. */
  keepAside(guid: string, event: string, body: string, error: string, receivedAt: number): Promise<void>;

  listRuns(filter: RunFilter): Promise<Page<RunView>>;
  listWorkflowRuns(filter: RunFilter): Promise<Page<WorkflowRunView>>;
  listRevisions(filter: RevisionFilter): Promise<Page<RevisionView>>;

  /** Durable totals for counters and histograms, all repositories together, or by repository for the named ones. */
  readTotals(options?: ReadTotalsOptions): Promise<readonly TotalRow[]>;
  /** Open (not final, not superseded) job runs by kind, provider and state. */
  readOpenJobs(): Promise<
    readonly { readonly kind: string; readonly provider: string; readonly state: string; readonly count: number }[]
  >;
  /** Open job runs queued before `before` (ms), by kind and provider. */
  readOverdueJobs(
    before: number,
  ): Promise<readonly { readonly kind: string; readonly provider: string; readonly count: number }[]>;
  /** Open revisions (newest head, not closed) changed before `before` (ms) that have no first status, by provider (and `any`). */
  readRevisionsWithoutStatus(before: number): Promise<readonly { readonly provider: string; readonly count: number }[]>;
  /** Verdict counts by SLO for half-open windows [from, to) in ms, exact to the minute. One query for all. */
  readSloCounts(windows: readonly SloWindow[]): Promise<readonly (SloWindow & Counts)[]>;
  /** Events that started in [from, to) and have no verdict yet, by SLO. */
  readPending(): Promise<ReadonlyMap<string, number>>;
  /** Age in ms of the oldest unfinished work (unprojected delivery or due event); 0 when there is none. */
  readLagMs(now: number): Promise<number>;

  /** Distinct deliveries in the log received at or after `since` (ms). */
  countDeliveries(since: number): Promise<number>;

  /** Resolves when the database answers and the schema is current; rejects with a CisloError otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface SloWindow {
  readonly slo: string;
  readonly from: number;
  readonly to: number;
}

export interface RunFilter {
  readonly repository?: string;
  readonly kind?: string;
  readonly provider?: string;
  readonly state?: string;
  /** Queued at or after, ms. */
  readonly since?: number;
  /** Queued before, ms. */
  readonly until?: number;
  readonly headSha?: string;
  /** Not in the contract: only open and queued before this, ms. */
  readonly openBefore?: number;
  /** 1 to 1000, default 100. */
  readonly limit?: number;
  readonly cursor?: string;
}
export interface RevisionFilter {
  readonly repository?: string;
  readonly provider?: string;
  /** The first-status objective's verdict: good, bad, excluded or pending. */
  readonly verdict?: string;
  readonly since?: number;
  readonly until?: number;
  readonly pullRequest?: number;
  readonly headSha?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Newest first. `next` is null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
export type RunView = JobRun & { readonly repository: string };
export type WorkflowRunView = WorkflowRun & { readonly repository: string };
/** `verdict`: by the first objective that counts this row; null when none does. */
export type RevisionView = Revision & {
  readonly repository: string;
  readonly verdict: SettledVerdict | 'pending' | null;
};

/** The metric families that live in totals. */
export type TotalName =
  | 'jobs_queued'
  | 'jobs_started'
  | 'jobs_finished'
  | 'job_duration'
  | 'job_queue_duration'
  | 'job_run_duration'
  | 'revision_first_status'
  | 'revisions'
  | 'slo_events'
  | 'slo_corrections'
  | 'quirks'
  | 'webhook_missed'
  | 'webhook_recovery';

/**
 * One durable total. Label use by name — jobs_queued, jobs_started: kind, provider. jobs_finished: kind, provider, label = outcome.
 * Histograms (job_*_duration, revision_first_status): kind ('' for revisions), provider, label = the bucket's upper bound in seconds
 * as text ('15', '+Inf'; NOT cumulative), or 'sum_ms'. revisions: label = action. slo_events: kind = '', provider = '', label = `slo/verdict`.
 * slo_corrections: label = slo. quirks: label = quirk.
 * webhook_missed: no labels. webhook_recovery: label = recovered, ignored or lost.
 */
export interface TotalRow {
  readonly name: TotalName;
  /** '' for all repositories together. */
  readonly repository: string;
  readonly kind: string;
  readonly provider: string;
  readonly label: string;
  /** Never falls. */
  readonly value: number;
  /** Buckets only: the latest job behind this bucket. */
  readonly exemplar: { readonly url: string; readonly value: number; readonly at: number } | null;
}
