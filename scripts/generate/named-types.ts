/** A type of src/model that a column's values have. */
interface NamedType {
  readonly type: string;
  /** Relative to src/store. */
  readonly from: string;
}

const jobRun = '../model/job-run.ts';
const observation = '../model/observation.ts';
const revision = '../model/revision.ts';

/** Columns whose values are narrower than their type in the database: closed unions, and JSON of a known shape. */
export const namedTypes: Readonly<Record<string, NamedType>> = {
  'backfill_items.detail': { type: "BackfillItem['detail']", from: './backfill/backfill.ts' },
  'backfill_items.kind': { type: "BackfillItem['kind']", from: './backfill/backfill.ts' },
  'backfills.stage': { type: 'BackfillStage', from: './backfill/backfill.ts' },
  'custom_events.quirks': { type: 'readonly Quirk[]', from: observation },
  'generations.event_type': { type: 'CountedType', from: '../model/objective.ts' },
  'generations.kind': { type: 'GenerationKind', from: '../model/generation.ts' },
  'generations.place': { type: 'RejudgingPlace', from: '../model/generation.ts' },
  'generations.state': { type: 'GenerationState', from: '../model/generation.ts' },
  'hook_deliveries.attempts': { type: 'readonly HookAttempt[]', from: '../model/hook-delivery.ts' },
  'hook_deliveries.fetch_state': { type: 'FetchState', from: '../model/hook-delivery.ts' },
  'job_runs.abandoned_by': { type: 'AbandonReason', from: jobRun },
  'job_runs.kind': { type: 'Kind', from: jobRun },
  'job_runs.quirks': { type: 'readonly Quirk[]', from: observation },
  'job_runs.role': { type: 'Role', from: jobRun },
  'job_runs.source': { type: 'JobSource', from: observation },
  'job_runs.state': { type: 'JobState', from: jobRun },
  'notifications.facts': { type: 'NoticeFacts', from: '../act/notice/notice.ts' },
  'notifications.kind': { type: 'NoticeKind', from: '../act/notice/notice.ts' },
  'notifications.notice': { type: 'Notice', from: '../act/notice/notice.ts' },
  'notifications.state': { type: 'NotificationState', from: './notification/notification-row.ts' },
  'observation_log.observation': { type: 'Observation', from: observation },
  'processes.kind': { type: 'ProcessKind', from: '../model/generation.ts' },
  'revisions.abandoned_by': { type: 'AbandonReason', from: jobRun },
  'revisions.action': { type: 'RevisionAction', from: revision },
  'revisions.quirks': { type: 'readonly Quirk[]', from: observation },
  'totals.name': { type: 'TotalName', from: './read/view.ts' },
  'verdicts.verdict': { type: 'SettledVerdict', from: '../model/objective.ts' },
  'workflow_runs.state': { type: 'JobState', from: jobRun },
};
