import type { JobRun, JobState, Kind, WorkflowRun } from '../../model/job-run.ts';
import type { Verdict } from '../../model/objective.ts';
import type { Revision } from '../../model/revision.ts';

/** Which durable totals, and how much of them. */
export interface ReadTotalsOptions {
  /** By repository: this many, the busiest, keep their name, and the rest is `other`. Default: all together. */
  readonly repositories?: number;
  /** Whether to read the examples too. Default true. */
  readonly exemplars?: boolean;
}

/** One objective over the half-open time [from, to), ms. */
export interface SloWindow {
  readonly slo: string;
  readonly from: number;
  readonly to: number;
}

/** Which runs; a key that is left out limits nothing. */
export interface RunFilter {
  /** `owner/name`, in any case. */
  readonly repository?: string;
  readonly kind?: Kind;
  readonly provider?: string;
  readonly state?: JobState;
  /** Queued at or after, ms. */
  readonly since?: number;
  /** Queued before, ms. */
  readonly until?: number;
  readonly headSha?: string;
  /** Not a parameter of the API: only open and queued before this, ms. */
  readonly openBefore?: number;
  /** Not a parameter of the API: only those that owe a result and were queued before this, ms. */
  readonly overdueBefore?: number;
  /** 1 to 1000, default 100. */
  readonly limit?: number;
  readonly cursor?: string;
}
/** Which revisions; a key that is left out limits nothing. */
export interface RevisionFilter {
  /** `owner/name`, in any case. */
  readonly repository?: string;
  readonly provider?: string;
  /** The first-status objective's verdict: good, bad, excluded or pending. */
  readonly verdict?: Verdict;
  readonly since?: number;
  readonly until?: number;
  readonly pullRequest?: number;
  readonly headSha?: string;
  /** Not a parameter of the API: only those that `readRevisionsWithoutStatus` counts for this time, ms. */
  readonly waitingBefore?: number;
  /** 1 to 1000, default 100. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** How fresh every number is. */
export interface Freshness {
  /** Everything acknowledged before it is in the numbers, ms by the clock that was given. */
  readonly asOf: number;
  /** Acknowledged deliveries that are not in the numbers yet; 0 exactly when there are none. Counted up to 10,000. */
  readonly behind: number;
}

/** Open job runs of one kind, provider and state. */
export interface OpenJobs {
  readonly kind: string;
  readonly provider: string;
  readonly state: string;
  readonly count: number;
}

/** Overdue job runs of one kind and provider. */
export interface OverdueJobs {
  readonly kind: string;
  readonly provider: string;
  readonly count: number;
}

/** Open revisions to which one provider (or `any`) owes a first status. */
export interface RevisionsWithoutStatus {
  readonly provider: string;
  readonly count: number;
}

/** Newest first. `next` is null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
/** A job run with the name of its repository, `owner/name`. */
export type RunView = JobRun & { readonly repository: string };
/** A workflow run with the name of its repository, `owner/name`. */
export type WorkflowRunView = WorkflowRun & { readonly repository: string };
/** `verdict`: by the first objective that counts this row; null when none does. */
export type RevisionView = Revision & {
  readonly repository: string;
  readonly verdict: Verdict | null;
};

/** The metric families that live in totals. */
export type TotalName =
  | 'jobs_queued'
  | 'jobs_started'
  | 'jobs_finished'
  | 'job_duration'
  | 'job_queue_duration'
  | 'job_run_duration'
  | 'job_waiting_duration'
  | 'revision_first_status'
  | 'revisions'
  | 'slo_events'
  | 'slo_corrections'
  | 'slo_source_duration'
  | 'quirks'
  | 'webhook_missed'
  | 'webhook_recovery';

/**
 * One durable total. Label use by name — jobs_queued, jobs_started: kind, provider. jobs_finished: kind, provider, label = outcome.
 * Histograms (job_*_duration, revision_first_status): kind ('' for revisions), provider, label = the bucket's upper bound in seconds
 * as text ('15', '+Inf'; NOT cumulative), or 'sum_ms'. revisions: label = action. slo_events: kind = '', provider = '', label = `slo/verdict`.
 * slo_corrections: label = slo. quirks: label = quirk. slo_source_duration: a histogram with the slo as its kind.
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
