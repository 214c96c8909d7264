import { jobStates, kinds } from '../model/job-run.ts';
import { revisionActions } from '../model/revision.ts';
import { burnWindowNames } from '../slo/alert-pairs.ts';
import { sloStatusWords } from '../slo/slo-status.ts';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const integer = { type: 'integer' } as const;
const integerOrNull = { type: ['integer', 'null'] } as const;
const numberOrNull = { type: ['number', 'null'] } as const;
const durationOrNull = { type: ['number', 'null'], minimum: 0, description: 'Seconds; null when not known.' } as const;
const flag = { type: 'boolean' } as const;
const flagOrNull = { type: ['boolean', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const timeOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const texts = { type: 'array', items: text } as const;
const url = { type: ['string', 'null'], description: "The page on GitHub or on the provider's site." } as const;

/** The shapes of every answer, as JSON Schema 2020-12. More fields may follow, so nothing forbids them. */
export const schemas = {
  Run: object({
    id: { ...text, description: 'Stable.' },
    repository: { ...text, description: 'owner/name' },
    kind: { enum: kinds },
    provider: text,
    name: text,
    state: { enum: jobStates },
    attempt: integerOrNull,
    occurrence: { type: 'integer', minimum: 1 },
    head_sha: text,
    branch: textOrNull,
    pull_requests: { type: 'array', items: integer },
    queued_at: time,
    started_at: timeOrNull,
    finished_at: timeOrNull,
    queue_seconds: durationOrNull,
    run_seconds: durationOrNull,
    duration_seconds: durationOrNull,
    superseded: flag,
    url,
    host: text,
    source: { enum: ['status', 'check_run', 'workflow_job'] },
    superseded_at: timeOrNull,
    error_reason: textOrNull,
    workflow: textOrNull,
    event: textOrNull,
    run_id: integerOrNull,
    external_id: integerOrNull,
    runner_labels: texts,
    runner_name: textOrNull,
    runner_group: textOrNull,
    fork: flagOrNull,
    author_association: textOrNull,
    quirks: texts,
  }),
  WorkflowRun: object({
    id: text,
    repository: text,
    host: text,
    run_id: integer,
    attempt: { type: 'integer', minimum: 1 },
    workflow: text,
    event: textOrNull,
    head_sha: text,
    branch: textOrNull,
    state: { enum: jobStates },
    queued_at: time,
    finished_at: timeOrNull,
    duration_seconds: durationOrNull,
    url,
  }),
  Revision: object({
    repository: text,
    pull_request: integer,
    head_sha: text,
    action: { enum: revisionActions },
    changed_at: time,
    provider: { ...text, description: '`any`, or the name of one CI system.' },
    first_status_at: timeOrNull,
    first_status_seconds: durationOrNull,
    verdict: { enum: ['good', 'bad', 'excluded', 'pending', null] },
    superseded: flag,
    closed_at: timeOrNull,
    id: text,
    host: text,
    expected: flag,
    first_status_by: textOrNull,
    superseded_at: timeOrNull,
    head_branch: textOrNull,
    base_branch: textOrNull,
    fork: flagOrNull,
    author_association: textOrNull,
    url,
    quirks: texts,
  }),
  Slo: object({
    name: text,
    display_name: text,
    description: text,
    service: text,
    target: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    window: { type: 'object', required: ['type', 'duration'] },
    event: { enum: ['job-run', 'revision', 'delivery'] },
    from: text,
    until: text,
    within_seconds: durationOrNull,
    definition_hash: text,
  }),
  SloStatus: object({
    name: text,
    display_name: text,
    description: text,
    service: text,
    target: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    window: { ...text, description: 'As in the SLO file: `30d`.' },
    from: time,
    to: time,
    good: count,
    bad: count,
    excluded: count,
    pending: { ...count, description: 'Events that have no verdict yet.' },
    sli: { ...numberOrNull, description: 'good / (good + bad); null when there are none.' },
    budget_remaining_ratio: { ...numberOrNull, description: 'Signed: below 0 the budget is overspent.' },
    bad_events_left: { ...numberOrNull, description: 'Signed, not rounded.' },
    event_weight: { ...numberOrNull, description: 'The share of the budget that one bad event costs.' },
    burn_rates: object(Object.fromEntries(burnWindowNames.map((name) => [name, numberOrNull]))),
    hours_to_exhaustion: {
      ...numberOrNull,
      description: 'At the pace of the last two hours; null when nothing goes bad.',
    },
    status: { enum: sloStatusWords },
    reason: { ...text, description: 'The rule that gave the status.' },
    coverage: {
      ...numberOrNull,
      description: 'The share of known events that have a verdict; null when there is none.',
    },
  }),
  DeliveryCount: object({ count }),
  Error: {
    type: 'object',
    required: ['error'],
    properties: { error: text, parameter: text, allowed: { anyOf: [text, texts] } },
  },
} as const;

export type SchemaName = keyof typeof schemas;

function object<Properties extends Readonly<Record<string, object>>>(properties: Properties) {
  return { type: 'object', required: Object.keys(properties), properties } as const;
}
