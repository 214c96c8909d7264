import type { JobFacts } from './job-facts.ts';
import type { JobSource, Quirk } from './observation.ts';

/** The field's `cicd.pipeline.task.type`, plus other. */
export type Kind = 'build' | 'test' | 'deploy' | 'other';
export const kinds = ['build', 'test', 'deploy', 'other'] as const satisfies readonly Kind[];

/**
 * waiting: a person has to act first. success: all well. failure: the job finished and the change needs fixing.
 * error: infrastructure stopped it. cancelled and skipped: neither. unknown: it is over, but nobody told how it ended.
 */
export type JobState =
  | 'waiting'
  | 'queued'
  | 'started'
  | 'success'
  | 'failure'
  | 'error'
  | 'cancelled'
  | 'skipped'
  | 'unknown';
export const jobStates = [
  'waiting',
  'queued',
  'started',
  'success',
  'failure',
  'error',
  'cancelled',
  'skipped',
  'unknown',
] as const satisfies readonly JobState[];

/** A state that a run stays in until it ends. */
export type OpenState = 'waiting' | 'queued' | 'started';
export const openStates = ['waiting', 'queued', 'started'] as const satisfies readonly OpenState[];

/** A final state. */
export type Outcome = Exclude<JobState, OpenState>;
export const outcomes = [
  'success',
  'failure',
  'error',
  'cancelled',
  'skipped',
  'unknown',
] as const satisfies readonly Outcome[];

/** What a CI system does for a change: only `ci` (builds and tests) owes an answer and can be overdue. */
export type Role = 'ci' | 'gate' | 'review' | 'deploy';
export const roles = ['ci', 'gate', 'review', 'deploy'] as const satisfies readonly Role[];

/** Why nobody waits for a run (or an answer) any more. */
export type AbandonReason =
  | 'new_head'
  | 'retriggered'
  | 'closed'
  | 'merge_group_destroyed'
  | 'branch_deleted'
  | 'repository_deleted'
  | 'repository_archived'
  | 'app_removed';
export const abandonReasons = [
  'new_head',
  'retriggered',
  'closed',
  'merge_group_destroyed',
  'branch_deleted',
  'repository_deleted',
  'repository_archived',
  'app_removed',
] as const satisfies readonly AbandonReason[];

/** One occurrence of a job on a commit. Derived: the fold over the log makes it, nothing else changes it. Times in ms, UTC. */
export interface JobRun extends JobFacts {
  /** Stable, 32 hex digits: a hash of host, repository, sha, job and occurrence. */
  readonly id: string;
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  readonly provider: string;
  readonly name: string;
  readonly source: JobSource;
  /** 1, 2, … among the runs of this job (same provider and name) on this commit, in order of time. */
  readonly occurrence: number;
  /** Actions' `run_attempt`; null elsewhere. */
  readonly attempt: number | null;
  /** The latest id GitHub gave it (status, check run or job). */
  readonly externalId: number | null;
  readonly kind: Kind;
  readonly role: Role;
  readonly state: JobState;
  /** When it was queued, or when the last wait for a person ended; the earliest time known when there is no evidence of queueing. */
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** queued → started, ≥ 0; null when either is not known from evidence. */
  readonly queueMs: number | null;
  /** started → final, ≥ 0; null likewise. */
  readonly runMs: number | null;
  /** queued → final, ≥ 0; null when only a final state is known. */
  readonly durationMs: number | null;
  /** How long it waited for a person, ≥ 0; null when it never did, and while it still does. */
  readonly waitingMs: number | null;
  /** When nobody waited for it any more while it had no final state; null otherwise. */
  readonly abandonedAt: number | null;
  readonly abandonedBy: AbandonReason | null;
  /** `abandonedAt` where a newer head, or the same job begun again, was the reason; null otherwise. */
  readonly supersededAt: number | null;
  /** Pull requests that have this commit as a head (from their own deliveries, and from the payload's list), ascending. */
  readonly pullRequests: readonly number[];
  readonly branch: string | null;
  readonly workflow: string | null;
  readonly event: string | null;
  readonly runId: number | null;
  readonly runnerLabels: readonly string[];
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  /** Why it is an error: the provider's text, or `no_steps_ran`, `timed_out`, …; null unless state is error. At most 200 characters. */
  readonly errorReason: string | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}

/** One attempt of an Actions workflow run. Not a job run: no objective counts it. */
export interface WorkflowRun {
  readonly id: string;
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  readonly runId: number;
  readonly attempt: number;
  readonly workflow: string;
  readonly event: string | null;
  readonly branch: string | null;
  readonly state: JobState;
  readonly queuedAt: number;
  readonly finishedAt: number | null;
  readonly durationMs: number | null;
  readonly url: string | null;
}
