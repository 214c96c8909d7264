import type { JobFacts } from './job-facts.ts';

/**
 * What one delivery says, in our words. Observations are facts, never conclusions: provider rules,
 * kinds and verdicts are applied later by pure code, so a changed rule can be re-applied to the log.
 * Every time is in milliseconds since the epoch, UTC; `null` means that the payload does not say.
 */
export type Observation =
  | PullRequestObservation
  | JobObservation
  | WorkflowRunObservation
  | CommitObservation
  | RepositoryObservation;

/** The five pull request actions that change what we owe or are owed. */
export type PullRequestAction = 'opened' | 'synchronize' | 'reopened' | 'ready_for_review' | 'closed';

/** A pull request got a head commit that asks for statuses, or was closed. */
export interface PullRequestObservation {
  readonly type: 'pull_request';
  readonly action: PullRequestAction;
  readonly pullRequest: number;
  readonly headSha: string;
  /** When it changed: `created_at` for opened, `updated_at` otherwise; the delivery's own time when the payload has none. */
  readonly at: number;
  readonly headBranch: string | null;
  readonly baseBranch: string | null;
  /** The head lives in another repository, or its repository is gone; null when unknown. */
  readonly fork: boolean | null;
  readonly authorAssociation: string | null;
  /** Whether it was a draft at that moment; null when unknown. */
  readonly draft: boolean | null;
  /** The login of the account that opened it, with `[bot]` when it has one; null when unknown. */
  readonly author: string | null;
  /** The login of the account that made this change; null when unknown. */
  readonly sender: string | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}

/** Where a job observation comes from. */
export const jobSources = ['status', 'check_run', 'workflow_job', 'cdevent'] as const;
export type JobSource = (typeof jobSources)[number];

/**
 * How far the payload says the job is, before any provider rule. `waiting`: a person has to act first.
 * `conclusion` is set when and only when it is `final`.
 */
export type JobPhase = 'waiting' | 'queued' | 'started' | 'final';

/** A provider reported a job: a commit status, a check run or an Actions job. */
export interface JobObservation extends JobFacts {
  readonly type: 'job';
  readonly source: JobSource;
  /** Status id, check run id or workflow job id; null when missing. */
  readonly externalId: number | null;
  readonly headSha: string;
  /** Status context, check name or job name. */
  readonly name: string;
  /** The check's `app.slug`; `github-actions` for a workflow job; null for statuses and when missing. */
  readonly app: string | null;
  /** The sender's login of a status (with `[bot]` when it has one); null for other sources. */
  readonly sender: string | null;
  readonly phase: JobPhase;
  /** As GitHub sends it, trimmed, lower case ("success", "timed_out", "finished", …); '' when ended without a known one; null unless final. */
  readonly conclusion: string | null;
  /** Status description or check `output.title`: what provider rules match on. */
  readonly text: string | null;
  /**
   * The time this observation speaks of; the fold sorts by it. When the payload has none it is the delivery's own time, so it is never
   * null.
   */
  readonly at: number;
  /** When it was queued, as far as this payload is evidence of queueing (see semantics of each source). */
  readonly queuedAt: number | null;
  /** When it started to run. */
  readonly startedAt: number | null;
  /** When it ended. */
  readonly finishedAt: number | null;
  readonly runId: number | null;
  readonly runAttempt: number | null;
  readonly workflow: string | null;
  readonly event: string | null;
  readonly branch: string | null;
  /** Pull request numbers the payload itself lists (forks list none). */
  readonly pullRequests: readonly number[];
  readonly runnerLabels: readonly string[];
  /** Actions only, when final: did any step of the job's own run? false = only "Set up job", no steps or no runner; null = not known. */
  readonly ownStepsRan: boolean | null;
  /** Actions only, when final: was a step left without a conclusion while none of the job's own steps failed? null = not known. */
  readonly stepsCutOff: boolean | null;
  /** Actions only: a re-run's copy of a job that had succeeded before (`created_at` later than `completed_at`); not an execution. */
  readonly copied: boolean;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}

/** An attempt of an Actions workflow run; tells when the attempt began and how it ended. Not a job. */
export interface WorkflowRunObservation {
  readonly type: 'workflow_run';
  readonly runId: number;
  /** 1 when missing. */
  readonly runAttempt: number;
  readonly headSha: string;
  readonly workflow: string;
  readonly event: string | null;
  readonly branch: string | null;
  readonly phase: JobPhase;
  readonly conclusion: string | null;
  readonly at: number;
  /** `run_started_at`, or `created_at` of a first attempt when that is missing. */
  readonly queuedAt: number | null;
  /** `updated_at` when completed. */
  readonly finishedAt: number | null;
  readonly url: string | null;
  readonly quirks: readonly Quirk[];
}

/** What a delivery tells about a commit itself. */
export interface CommitObservation {
  readonly type: 'commit';
  readonly headSha: string;
  /** `skips_ci`: its message asks CI not to run. `destroyed`: it belonged to a merge group that is gone. */
  readonly fact: 'skips_ci' | 'destroyed';
  /** When the delivery was made; see `isTimeKnown`. */
  readonly at: number;
  /** True: `at` is GitHub's time. False: nobody tells, and `at`, when we received it, is only the latest it can have been. */
  readonly isTimeKnown: boolean;
  readonly quirks: readonly Quirk[];
}

/** What a delivery tells about a whole repository, or about one of its branches. */
export interface RepositoryObservation {
  readonly type: 'repository';
  readonly fact: RepositoryFact;
  /** The branch that was deleted; null for every other fact. */
  readonly branch: string | null;
  /** The installation all of whose repositories are meant; null when it is about one repository. */
  readonly installationId: number | null;
  readonly at: number;
  /** As for a commit. */
  readonly isTimeKnown: boolean;
  readonly quirks: readonly Quirk[];
}

/** `renamed` also stands for transferred, made public and made private: the repository is described anew. */
export type RepositoryFact = 'branch_deleted' | 'deleted' | 'archived' | 'app_removed' | 'renamed';

/** Everything surprising that is survived and counted in `cislo_quirks_total{quirk}`; closed, so the label is bounded. */
export type Quirk =
  | 'missing_time'
  | 'absurd_time'
  | 'unknown_conclusion'
  | 'unknown_status'
  | 'action_status_disagree'
  | 'missing_repository_id'
  | 'missing_field'
  | 'unevaluated_name'
  | 'deleted_fork'
  | 'copied_job'
  | 'replaced_characters'
  | 'completed_before_created'
  | 'started_at_rewritten'
  | 'negative_queue_duration'
  | 'negative_run_duration'
  | 'negative_duration'
  | 'status_before_change'
  | 'final_without_start'
  | 'no_conclusion'
  | 'end_lost'
  | 'unknown_repository'
  | 'missing_commit';
