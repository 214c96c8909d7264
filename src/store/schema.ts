// Made by `npm run generate` from migrations/; do not edit.
import type { Notice, NoticeFacts, NoticeKind } from '../act/notice/notice.ts';
import type { GenerationKind, GenerationState, ProcessKind, RejudgingPlace } from '../model/generation.ts';
import type { FetchState, HookAttempt } from '../model/hook-delivery.ts';
import type { AbandonReason, JobState, Kind, Role } from '../model/job-run.ts';
import type { CountedType, SettledVerdict } from '../model/objective.ts';
import type { JobSource, Observation, Quirk } from '../model/observation.ts';
import type { RevisionAction } from '../model/revision.ts';
import type { BackfillItem, BackfillStage } from './backfill/backfill.ts';
import type { NotificationState } from './notification/notification-row.ts';
import type { TotalName } from './read/view.ts';
import type { BatchType } from './unnest.ts';

/**
 * Every table with its columns as the drivers hand them out: ids and counts are numbers, times are milliseconds since
 * the epoch, JSON is parsed.
 */
export interface Database {
  readonly alert_states: {
    readonly slo: string;
    readonly policy: string;
    readonly condition: string;
    readonly instance: string;
    readonly severity: string;
    readonly state: string;
    readonly frozen: boolean;
    readonly pending_at: number | null;
    readonly firing_at: number | null;
    readonly resolved_at: number | null;
    readonly held_ms: number | null;
    readonly peak_bad_ratio: number;
    readonly minute: number;
  };
  readonly alerts: {
    readonly slo: string;
    readonly policy: string;
    readonly condition: string;
    readonly instance: string;
    readonly severity: string;
    readonly pending_at: number;
    readonly firing_at: number;
    readonly resolved_at: number | null;
    readonly peak_burn_rate: number;
    readonly bad: number;
  };
  readonly api_tokens: {
    readonly id: string;
    readonly token_hash: string;
    readonly name: string;
    readonly login: string | null;
    readonly scope: string;
    readonly host: string;
    readonly repositories: unknown;
    readonly made_at: number;
    readonly ends_at: number;
    readonly revoked_at: number | null;
  };
  readonly audit_log: {
    readonly id: string;
    readonly at: number;
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
  };
  readonly backfill_items: {
    readonly repository_id: number;
    readonly host: string;
    readonly kind: BackfillItem['kind'];
    readonly id: string;
    readonly detail: BackfillItem['detail'];
    readonly done: boolean;
  };
  readonly backfills: {
    readonly repository_id: number;
    readonly host: string;
    readonly full_name: string;
    readonly installation_id: number | null;
    readonly since: number;
    readonly started_at: number;
    readonly webhooks_since: number | null;
    readonly stage: BackfillStage;
    readonly place: unknown;
    readonly facts: number;
    readonly new_facts: number;
    readonly missing: number;
    readonly finished_at: number | null;
    readonly try_at: number | null;
    readonly error: string | null;
  };
  readonly commit_answers: {
    readonly repository_id: number;
    readonly host: string;
    readonly head_sha: string;
    readonly generation: number;
    readonly provider: string;
    readonly is_ci: boolean;
    readonly begins: boolean;
    readonly at: number;
  };
  readonly custom_events: {
    readonly repository_id: number;
    readonly host: string;
    readonly id: string;
    readonly lane: number;
    readonly source: string;
    readonly event_id: string;
    readonly type: string;
    readonly subject: string | null;
    readonly repository: string | null;
    readonly at: number;
    readonly outcome: string | null;
    readonly data: unknown;
    readonly quirks: readonly Quirk[];
    readonly received_at: number;
    readonly row_hash: string;
    readonly removed: boolean;
    readonly counted: string | null;
    readonly due_at: number | null;
    readonly pending: string | null;
  };
  readonly deployments: {
    readonly hash: string;
    readonly definition: unknown;
    readonly deployed_at: number;
    readonly current: boolean;
  };
  readonly fold_requests: {
    readonly generation: number;
    readonly repository_id: number;
    readonly host: string;
    readonly key: string;
    readonly lane: number;
    readonly head_sha: string | null;
    readonly pull_request: number | null;
    readonly newest_at: number;
  };
  readonly generations: {
    readonly id: number;
    readonly kind: GenerationKind;
    readonly slo: string | null;
    readonly event_type: CountedType | null;
    readonly fold_generation: number | null;
    readonly version: number;
    readonly hash: string;
    readonly definition: unknown;
    readonly round: number;
    readonly stale_since: number | null;
    readonly state: GenerationState;
    readonly place: RejudgingPlace | null;
    readonly done: number;
    readonly total: number;
    readonly started_at: number;
    readonly current_at: number | null;
    readonly retired_at: number | null;
  };
  readonly hook_deliveries: {
    readonly repository_id: number;
    readonly host: string;
    readonly id: string;
    readonly lane: number;
    readonly event: string;
    readonly action: string | null;
    readonly delivered_at: number;
    readonly attempts: readonly HookAttempt[];
    readonly judged: boolean;
    readonly fetch_state: FetchState;
    readonly fetches: number;
    readonly refusals: number;
    readonly fetch_at: number | null;
    readonly fetch_error: string | null;
    readonly row_hash: string;
    readonly removed: boolean;
    readonly counted: string | null;
    readonly due_at: number | null;
    readonly pending: string | null;
  };
  readonly inbox: {
    readonly repository_id: number;
    readonly host: string;
    readonly guid: string;
    readonly lane: number;
    readonly head_sha: string | null;
    readonly pull_request: number | null;
    readonly full_name: string;
    readonly private: boolean | null;
    readonly installation_id: number | null;
    readonly seen_at: number;
    readonly received_at: number;
    readonly quirks: string;
  };
  readonly job_runs: {
    readonly repository_id: number;
    readonly host: string;
    readonly id: string;
    readonly generation: number;
    readonly lane: number;
    readonly head_sha: string;
    readonly provider: string;
    readonly name: string;
    readonly source: JobSource;
    readonly occurrence: number;
    readonly attempt: number | null;
    readonly external_id: number | null;
    readonly kind: Kind;
    readonly role: Role;
    readonly state: JobState;
    readonly queued_at: number;
    readonly started_at: number | null;
    readonly finished_at: number | null;
    readonly queue_ms: number | null;
    readonly run_ms: number | null;
    readonly duration_ms: number | null;
    readonly waiting_ms: number | null;
    readonly abandoned_at: number | null;
    readonly abandoned_by: AbandonReason | null;
    readonly superseded_at: number | null;
    readonly pull_requests: readonly number[];
    readonly branch: string | null;
    readonly workflow: string | null;
    readonly event: string | null;
    readonly run_id: number | null;
    readonly runner_labels: readonly string[];
    readonly runner_name: string | null;
    readonly runner_group: string | null;
    readonly fork: boolean | null;
    readonly author_association: string | null;
    readonly error_reason: string | null;
    readonly url: string | null;
    readonly quirks: readonly Quirk[];
    readonly row_hash: string;
    readonly removed: boolean;
    readonly counted: string | null;
    readonly due_at: number | null;
    readonly pending: string | null;
    readonly moved_at: number | null;
    readonly moves: unknown;
  };
  readonly kept_aside: {
    readonly guid: string;
    readonly event: string;
    readonly body: string;
    readonly error: string;
    readonly received_at: number;
  };
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    readonly expires_at: number;
  };
  readonly measuring: {
    readonly generation: number;
    readonly done_from: number;
    readonly done_to: number;
    readonly away_since: number | null;
    readonly away_reason: string | null;
    readonly failures: number;
    readonly took_ms: number | null;
    readonly leased_until: number | null;
    readonly swept_to: number | null;
    readonly swept_at: number | null;
    readonly pending: number;
  };
  readonly notifications: {
    readonly id: string;
    readonly target: string;
    readonly alert: string;
    readonly service: string;
    readonly kind: NoticeKind;
    readonly facts: NoticeFacts;
    readonly notice: Notice | null;
    readonly state: NotificationState;
    readonly attempts: number;
    readonly at: number;
    readonly next_at: number;
    readonly made_at: number;
    readonly ended_at: number | null;
    readonly error: string | null;
  };
  readonly observation_log: {
    readonly repository_id: number;
    readonly host: string;
    readonly guid: string;
    readonly lane: number;
    readonly event: string;
    readonly action: string | null;
    readonly received_at: number;
    readonly sent_at: number | null;
    readonly head_sha: string | null;
    readonly pull_request: number | null;
    readonly branch: string | null;
    readonly observation: Observation | null;
    readonly quirks: string;
  };
  readonly processes: {
    readonly id: string;
    readonly kind: ProcessKind;
    readonly deployment: string;
    readonly seen_at: number;
  };
  readonly remedies: {
    readonly slo: string;
    readonly repository: string;
    readonly number: number;
    readonly state: string;
    readonly opened_at: number;
    readonly told_at: number;
    readonly closed_at: number | null;
  };
  readonly repositories: {
    readonly repository_id: number;
    readonly host: string;
    readonly full_name: string;
    readonly private: boolean | null;
    readonly installation_id: number | null;
    readonly seen_at: number;
    readonly forgotten_until: number | null;
  };
  readonly repository_installations: {
    readonly repository_id: number;
    readonly host: string;
    readonly installation_id: number;
  };
  readonly revisions: {
    readonly repository_id: number;
    readonly host: string;
    readonly id: string;
    readonly generation: number;
    readonly lane: number;
    readonly pull_request: number;
    readonly head_sha: string;
    readonly action: RevisionAction;
    readonly changed_at: number;
    readonly provider: string;
    readonly expected: boolean;
    readonly first_status_at: number | null;
    readonly first_status_ms: number | null;
    readonly first_status_by: string | null;
    readonly superseded_at: number | null;
    readonly closed_at: number | null;
    readonly asked_again_at: number | null;
    readonly abandoned_at: number | null;
    readonly abandoned_by: AbandonReason | null;
    readonly nobody_expected: boolean;
    readonly answered_before: boolean;
    readonly draft: boolean | null;
    readonly author: string | null;
    readonly sender: string | null;
    readonly head_branch: string | null;
    readonly base_branch: string | null;
    readonly fork: boolean | null;
    readonly author_association: string | null;
    readonly url: string | null;
    readonly quirks: readonly Quirk[];
    readonly row_hash: string;
    readonly removed: boolean;
    readonly counted: string | null;
    readonly due_at: number | null;
    readonly pending: string | null;
  };
  readonly sessions: {
    readonly id_hash: string;
    readonly login: string;
    readonly user_id: number;
    readonly sealed_token: string;
    readonly begun_at: number;
    readonly ends_at: number;
  };
  readonly settle_queue: {
    readonly repository_id: number;
    readonly host: string;
    readonly due_at: number;
    readonly lane: number;
  };
  readonly slo_buckets: {
    readonly repository_id: number;
    readonly host: string;
    readonly generation: number;
    readonly seconds: number;
    readonly at: number;
    readonly good: number;
    readonly bad: number;
    readonly excluded: number;
  };
  readonly state: {
    readonly key: string;
    readonly value: string;
  };
  readonly stored_slos: {
    readonly name: string;
    readonly version: number;
    readonly document: string | null;
    readonly objectives: unknown;
    readonly changed_at: number;
    readonly changed_by: string | null;
  };
  readonly totals: {
    readonly repository_id: number;
    readonly host: string;
    readonly generation: number;
    readonly name: TotalName;
    readonly kind: string;
    readonly provider: string;
    readonly label: string;
    readonly exact: number;
    readonly base: number | null;
    readonly exported: number;
    readonly folded: number;
    readonly exemplar_url: string | null;
    readonly exemplar_value: number | null;
    readonly exemplar_at: number | null;
  };
  readonly verdicts: {
    readonly repository_id: number;
    readonly host: string;
    readonly event_id: string;
    readonly generation: number;
    readonly verdict: SettledVerdict;
    readonly at: number;
    readonly provider: string | null;
  };
  readonly workflow_runs: {
    readonly repository_id: number;
    readonly host: string;
    readonly id: string;
    readonly generation: number;
    readonly head_sha: string;
    readonly run_id: number;
    readonly attempt: number;
    readonly workflow: string;
    readonly event: string | null;
    readonly branch: string | null;
    readonly state: JobState;
    readonly queued_at: number;
    readonly finished_at: number | null;
    readonly duration_ms: number | null;
    readonly url: string | null;
    readonly row_hash: string;
    readonly moved_at: number | null;
    readonly moves: unknown;
  };
}

/** The type of every column, for batches. */
export const tableColumns = {
  alert_states: {
    slo: 'text',
    policy: 'text',
    condition: 'text',
    instance: 'text',
    severity: 'text',
    state: 'text',
    frozen: 'bool',
    pending_at: 'timestamptz',
    firing_at: 'timestamptz',
    resolved_at: 'timestamptz',
    held_ms: 'int8',
    peak_bad_ratio: 'float8',
    minute: 'timestamptz',
  },
  alerts: {
    slo: 'text',
    policy: 'text',
    condition: 'text',
    instance: 'text',
    severity: 'text',
    pending_at: 'timestamptz',
    firing_at: 'timestamptz',
    resolved_at: 'timestamptz',
    peak_burn_rate: 'float8',
    bad: 'int8',
  },
  api_tokens: {
    id: 'text',
    token_hash: 'text',
    name: 'text',
    login: 'text',
    scope: 'text',
    host: 'text',
    repositories: 'jsonb',
    made_at: 'timestamptz',
    ends_at: 'timestamptz',
    revoked_at: 'timestamptz',
  },
  audit_log: {
    id: 'text',
    at: 'timestamptz',
    actor: 'text',
    action: 'text',
    subject: 'text',
  },
  backfill_items: {
    repository_id: 'int8',
    host: 'text',
    kind: 'text',
    id: 'text',
    detail: 'jsonb',
    done: 'bool',
  },
  backfills: {
    repository_id: 'int8',
    host: 'text',
    full_name: 'text',
    installation_id: 'int8',
    since: 'timestamptz',
    started_at: 'timestamptz',
    webhooks_since: 'timestamptz',
    stage: 'text',
    place: 'jsonb',
    facts: 'int8',
    new_facts: 'int8',
    missing: 'int8',
    finished_at: 'timestamptz',
    try_at: 'timestamptz',
    error: 'text',
  },
  commit_answers: {
    repository_id: 'int8',
    host: 'text',
    head_sha: 'text',
    generation: 'int4',
    provider: 'text',
    is_ci: 'bool',
    begins: 'bool',
    at: 'timestamptz',
  },
  custom_events: {
    repository_id: 'int8',
    host: 'text',
    id: 'text',
    lane: 'int2',
    source: 'text',
    event_id: 'text',
    type: 'text',
    subject: 'text',
    repository: 'text',
    at: 'timestamptz',
    outcome: 'text',
    data: 'jsonb',
    quirks: 'text[]',
    received_at: 'timestamptz',
    row_hash: 'text',
    removed: 'bool',
    counted: 'text',
    due_at: 'timestamptz',
    pending: 'text',
  },
  deployments: {
    hash: 'text',
    definition: 'jsonb',
    deployed_at: 'timestamptz',
    current: 'bool',
  },
  fold_requests: {
    generation: 'int4',
    repository_id: 'int8',
    host: 'text',
    key: 'text',
    lane: 'int2',
    head_sha: 'text',
    pull_request: 'int4',
    newest_at: 'timestamptz',
  },
  generations: {
    id: 'int4',
    kind: 'text',
    slo: 'text',
    event_type: 'text',
    fold_generation: 'int4',
    version: 'int4',
    hash: 'text',
    definition: 'jsonb',
    round: 'int4',
    stale_since: 'timestamptz',
    state: 'text',
    place: 'jsonb',
    done: 'int8',
    total: 'int8',
    started_at: 'timestamptz',
    current_at: 'timestamptz',
    retired_at: 'timestamptz',
  },
  hook_deliveries: {
    repository_id: 'int8',
    host: 'text',
    id: 'text',
    lane: 'int2',
    event: 'text',
    action: 'text',
    delivered_at: 'timestamptz',
    attempts: 'jsonb',
    judged: 'bool',
    fetch_state: 'text',
    fetches: 'int4',
    refusals: 'int4',
    fetch_at: 'timestamptz',
    fetch_error: 'text',
    row_hash: 'text',
    removed: 'bool',
    counted: 'text',
    due_at: 'timestamptz',
    pending: 'text',
  },
  inbox: {
    repository_id: 'int8',
    host: 'text',
    guid: 'text',
    lane: 'int2',
    head_sha: 'text',
    pull_request: 'int4',
    full_name: 'text',
    private: 'bool',
    installation_id: 'int8',
    seen_at: 'timestamptz',
    received_at: 'timestamptz',
    quirks: 'text',
  },
  job_runs: {
    repository_id: 'int8',
    host: 'text',
    id: 'text',
    generation: 'int4',
    lane: 'int2',
    head_sha: 'text',
    provider: 'text',
    name: 'text',
    source: 'text',
    occurrence: 'int4',
    attempt: 'int4',
    external_id: 'int8',
    kind: 'text',
    role: 'text',
    state: 'text',
    queued_at: 'timestamptz',
    started_at: 'timestamptz',
    finished_at: 'timestamptz',
    queue_ms: 'int8',
    run_ms: 'int8',
    duration_ms: 'int8',
    waiting_ms: 'int8',
    abandoned_at: 'timestamptz',
    abandoned_by: 'text',
    superseded_at: 'timestamptz',
    pull_requests: 'int4[]',
    branch: 'text',
    workflow: 'text',
    event: 'text',
    run_id: 'int8',
    runner_labels: 'text[]',
    runner_name: 'text',
    runner_group: 'text',
    fork: 'bool',
    author_association: 'text',
    error_reason: 'text',
    url: 'text',
    quirks: 'text[]',
    row_hash: 'text',
    removed: 'bool',
    counted: 'text',
    due_at: 'timestamptz',
    pending: 'text',
    moved_at: 'timestamptz',
    moves: 'jsonb',
  },
  kept_aside: {
    guid: 'text',
    event: 'text',
    body: 'text',
    error: 'text',
    received_at: 'timestamptz',
  },
  leases: {
    name: 'text',
    holder: 'text',
    expires_at: 'timestamptz',
  },
  measuring: {
    generation: 'int4',
    done_from: 'timestamptz',
    done_to: 'timestamptz',
    away_since: 'timestamptz',
    away_reason: 'text',
    failures: 'int8',
    took_ms: 'int4',
    leased_until: 'timestamptz',
    swept_to: 'timestamptz',
    swept_at: 'timestamptz',
    pending: 'int4',
  },
  notifications: {
    id: 'text',
    target: 'text',
    alert: 'text',
    service: 'text',
    kind: 'text',
    facts: 'jsonb',
    notice: 'jsonb',
    state: 'text',
    attempts: 'int4',
    at: 'timestamptz',
    next_at: 'timestamptz',
    made_at: 'timestamptz',
    ended_at: 'timestamptz',
    error: 'text',
  },
  observation_log: {
    repository_id: 'int8',
    host: 'text',
    guid: 'text',
    lane: 'int2',
    event: 'text',
    action: 'text',
    received_at: 'timestamptz',
    sent_at: 'timestamptz',
    head_sha: 'text',
    pull_request: 'int4',
    branch: 'text',
    observation: 'jsonb',
    quirks: 'text',
  },
  processes: {
    id: 'text',
    kind: 'text',
    deployment: 'text',
    seen_at: 'timestamptz',
  },
  remedies: {
    slo: 'text',
    repository: 'text',
    number: 'int4',
    state: 'text',
    opened_at: 'timestamptz',
    told_at: 'timestamptz',
    closed_at: 'timestamptz',
  },
  repositories: {
    repository_id: 'int8',
    host: 'text',
    full_name: 'text',
    private: 'bool',
    installation_id: 'int8',
    seen_at: 'timestamptz',
    forgotten_until: 'timestamptz',
  },
  repository_installations: {
    repository_id: 'int8',
    host: 'text',
    installation_id: 'int8',
  },
  revisions: {
    repository_id: 'int8',
    host: 'text',
    id: 'text',
    generation: 'int4',
    lane: 'int2',
    pull_request: 'int4',
    head_sha: 'text',
    action: 'text',
    changed_at: 'timestamptz',
    provider: 'text',
    expected: 'bool',
    first_status_at: 'timestamptz',
    first_status_ms: 'int8',
    first_status_by: 'text',
    superseded_at: 'timestamptz',
    closed_at: 'timestamptz',
    asked_again_at: 'timestamptz',
    abandoned_at: 'timestamptz',
    abandoned_by: 'text',
    nobody_expected: 'bool',
    answered_before: 'bool',
    draft: 'bool',
    author: 'text',
    sender: 'text',
    head_branch: 'text',
    base_branch: 'text',
    fork: 'bool',
    author_association: 'text',
    url: 'text',
    quirks: 'text[]',
    row_hash: 'text',
    removed: 'bool',
    counted: 'text',
    due_at: 'timestamptz',
    pending: 'text',
  },
  sessions: {
    id_hash: 'text',
    login: 'text',
    user_id: 'int8',
    sealed_token: 'text',
    begun_at: 'timestamptz',
    ends_at: 'timestamptz',
  },
  settle_queue: {
    repository_id: 'int8',
    host: 'text',
    due_at: 'timestamptz',
    lane: 'int2',
  },
  slo_buckets: {
    repository_id: 'int8',
    host: 'text',
    generation: 'int4',
    seconds: 'int4',
    at: 'timestamptz',
    good: 'int8',
    bad: 'int8',
    excluded: 'int8',
  },
  state: {
    key: 'text',
    value: 'text',
  },
  stored_slos: {
    name: 'text',
    version: 'int4',
    document: 'text',
    objectives: 'jsonb',
    changed_at: 'timestamptz',
    changed_by: 'text',
  },
  totals: {
    repository_id: 'int8',
    host: 'text',
    generation: 'int4',
    name: 'text',
    kind: 'text',
    provider: 'text',
    label: 'text',
    exact: 'int8',
    base: 'int8',
    exported: 'int8',
    folded: 'int8',
    exemplar_url: 'text',
    exemplar_value: 'float8',
    exemplar_at: 'timestamptz',
  },
  verdicts: {
    repository_id: 'int8',
    host: 'text',
    event_id: 'text',
    generation: 'int4',
    verdict: 'text',
    at: 'timestamptz',
    provider: 'text',
  },
  workflow_runs: {
    repository_id: 'int8',
    host: 'text',
    id: 'text',
    generation: 'int4',
    head_sha: 'text',
    run_id: 'int8',
    attempt: 'int4',
    workflow: 'text',
    event: 'text',
    branch: 'text',
    state: 'text',
    queued_at: 'timestamptz',
    finished_at: 'timestamptz',
    duration_ms: 'int8',
    url: 'text',
    row_hash: 'text',
    moved_at: 'timestamptz',
    moves: 'jsonb',
  },
} as const satisfies { readonly [table in keyof Database]: { readonly [column in keyof Database[table]]: BatchType } };
