import { z } from '@hono/zod-openapi';
import { burnWindowNames } from '../../budget/burn-windows.ts';
import { type JobFactColumns, jobFacts } from '../../model/job-facts.ts';
import { abandonReasons, jobStates, kinds, roles } from '../../model/job-run.ts';
import { eventTypes, origins, settledVerdicts } from '../../model/objective.ts';
import { jobSources } from '../../model/observation.ts';
import { revisionActions } from '../../model/revision.ts';
import { sourceTypes } from '../../model/source-metric.ts';
import { sloStatusWords } from '../../slo/slo-status.ts';
import {
  durationOrNull,
  flag,
  flagOrNull,
  freshness,
  integer,
  integerOrNull,
  naturalNumber,
  numberOrNull,
  text,
  textOrNull,
  texts,
  time,
  timeOrNull,
} from './schema-pieces.ts';

const url = textOrNull.openapi({
  description: "The page on GitHub or on the provider's site; null when its address is not one of the web.",
});
const target = z.number().gt(0).lt(1);
const withDescription = <Schema extends z.ZodType>(schema: Schema, description: string) =>
  schema.openapi({ description });

/** Keeps the names of the columns in the type of the answer. */
const jobFactSchemas = Object.fromEntries(Object.values(jobFacts).map(({ column }) => [column, textOrNull])) as {
  readonly [Column in keyof JobFactColumns]: typeof textOrNull;
};

/** A job run, as `/api/runs` lists it. More fields may follow in all of these, so nothing forbids them. */
export const runSchema = z
  .object({
    id: withDescription(text, 'Stable.'),
    repository: withDescription(text, 'owner/name'),
    kind: z.enum(kinds),
    provider: text,
    name: text,
    state: z.enum(jobStates),
    attempt: integerOrNull,
    occurrence: integer.min(1),
    head_sha: text,
    branch: textOrNull,
    pull_requests: z.array(integer).readonly(),
    queued_at: time,
    started_at: timeOrNull,
    finished_at: timeOrNull,
    queue_seconds: durationOrNull,
    run_seconds: durationOrNull,
    duration_seconds: durationOrNull,
    superseded: flag,
    url,
    host: text,
    source: z.enum(jobSources),
    role: z.enum(roles),
    waiting_seconds: withDescription(
      durationOrNull,
      'How long it waited for a person; null when it never did, and while it still does.',
    ),
    abandoned_at: withDescription(timeOrNull, 'When nobody waited for it any more; null otherwise.'),
    abandoned_by: z.enum(abandonReasons).nullable(),
    superseded_at: timeOrNull,
    error_reason: textOrNull,
    workflow: textOrNull,
    event: textOrNull,
    run_id: integerOrNull,
    external_id: integerOrNull,
    runner_labels: texts,
    ...jobFactSchemas,
    fork: flagOrNull,
    author_association: textOrNull,
    quirks: texts,
  })
  .openapi('Run');

/** An attempt of an Actions workflow run. */
export const workflowRunSchema = z
  .object({
    id: text,
    repository: text,
    host: text,
    run_id: integer,
    attempt: integer.min(1),
    workflow: text,
    event: textOrNull,
    head_sha: text,
    branch: textOrNull,
    state: z.enum(jobStates),
    queued_at: time,
    finished_at: timeOrNull,
    duration_seconds: durationOrNull,
    url,
  })
  .openapi('WorkflowRun');

/** A change of a pull request, and who answered it first. */
export const revisionSchema = z
  .object({
    repository: text,
    pull_request: integer,
    head_sha: text,
    action: z.enum(revisionActions),
    changed_at: time,
    provider: withDescription(text, '`any`, or the name of one CI system.'),
    first_status_at: timeOrNull,
    first_status_seconds: durationOrNull,
    verdict: z.enum([...settledVerdicts, 'pending']).nullable(),
    superseded: flag,
    closed_at: timeOrNull,
    id: text,
    host: text,
    expected: flag,
    first_status_by: textOrNull,
    superseded_at: timeOrNull,
    draft: flagOrNull,
    author: textOrNull,
    sender: textOrNull,
    nobody_expected: withDescription(flag, 'Nobody owed an answer, and nobody gave one.'),
    answered_before: withDescription(
      flag,
      'The commit had been reported on before the change, and nothing new came after it.',
    ),
    abandoned_at: withDescription(timeOrNull, 'When nobody could answer any more; null otherwise.'),
    abandoned_by: z.enum(abandonReasons).nullable(),
    head_branch: textOrNull,
    base_branch: textOrNull,
    fork: flagOrNull,
    author_association: textOrNull,
    url,
    quirks: texts,
  })
  .openapi('Revision');

/** An objective's definition. */
export const sloSchema = z
  .object({
    id: text,
    name: text,
    display_name: text,
    description: text,
    service: text,
    tier: textOrNull,
    owner: textOrNull,
    labels: z.record(z.string(), texts),
    group_by: withDescription(texts, 'The columns whose values are its instances; empty when it has none.'),
    target,
    method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
    window: z.discriminatedUnion('type', [
      z.object({ type: z.literal('rolling'), duration: text, seconds: z.number().nullable() }),
      z.object({ type: z.literal('calendar'), duration: text, anchor: time, time_zone: text }),
    ]),
    event: z
      .enum([...eventTypes, 'measured'])
      .openapi({ description: '`measured`: minutes that another system measures.' }),
    from: textOrNull,
    until: textOrNull,
    within_seconds: durationOrNull,
    source: withDescription(z.enum(['cislo', ...sourceTypes]), 'Where the events or minutes come from.'),
    origin: withDescription(z.enum(origins), 'Where the definition comes from.'),
    generation: withDescription(integerOrNull, 'Of the numbers that answer; null before the first deployment.'),
    state: withDescription(z.enum(['ready', 'backfilling']), '`backfilling`: a new generation is being made.'),
    definition_hash: text,
  })
  .openapi('Slo');

const burnRates = z.object(
  Object.fromEntries(burnWindowNames.map((name) => [name, numberOrNull])) as Record<
    (typeof burnWindowNames)[number],
    typeof numberOrNull
  >,
);

/** How an objective stands. */
export const sloStatusSchema = z
  .object({
    name: text,
    display_name: text,
    description: text,
    service: text,
    target,
    window: withDescription(text, 'As in the SLO file: `30d`.'),
    from: time,
    to: time,
    method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
    objective: withDescription(naturalNumber, '1, or the place of this objective among those of its SLO.'),
    good: naturalNumber,
    bad: naturalNumber,
    excluded: naturalNumber,
    pending: withDescription(naturalNumber, 'Events that have no verdict yet.'),
    slices: z
      .object({ counted: naturalNumber, good: z.number(), bad: z.number(), empty: naturalNumber })
      .nullable()
      .openapi({ description: 'Slices of the window, where slices are counted; empty ones had no event.' }),
    sli: withDescription(numberOrNull, 'good / (good + bad); null when there are none.'),
    budget: z
      .object({
        unit: z.enum(['events', 'slices', 'minutes']),
        total: z.number(),
        consumed: z.number(),
        remaining: z.number(),
      })
      .nullable()
      .openapi({ description: 'The error budget in its own unit; remaining is below 0 when it is overspent.' }),
    budget_remaining_ratio: withDescription(numberOrNull, 'Signed: below 0 the budget is overspent.'),
    bad_events_left: withDescription(numberOrNull, 'Signed, not rounded.'),
    event_weight: withDescription(numberOrNull, 'The share of the budget that one bad event costs.'),
    burn_rates: burnRates,
    hours_to_exhaustion: withDescription(
      numberOrNull,
      'At the pace of the last two hours; null when nothing goes bad.',
    ),
    status: z.enum(sloStatusWords),
    reason: withDescription(text, 'The rule that gave the status.'),
    coverage: withDescription(numberOrNull, 'The share of known events that have a verdict; null when there is none.'),
    phase: z
      .object({ from: time, target })
      .nullable()
      .openapi({ description: 'The phase whose target is in force; null where there is none.' }),
    tier: textOrNull,
    owner: textOrNull,
    window_seconds: withDescription(z.number(), 'Of the current window when it follows the calendar.'),
    source: z
      .object({ away_since: timeOrNull, reason: textOrNull, read_until: time })
      .nullable()
      .openapi({ description: 'Of an SLO that another system measures: since when it has not answered.' }),
    composite: z
      .object({
        members: z
          .array(
            z.object({
              display_name: text,
              weight: z.number(),
              target,
              good: naturalNumber,
              bad: naturalNumber,
              sli: numberOrNull,
              burn_rates: burnRates,
              budget_remaining_ratio: numberOrNull,
            }),
          )
          .readonly(),
      })
      .nullable()
      .openapi({ description: 'The members of a composite SLO, which is experimental; null of any other.' }),
    ...freshness,
  })
  .openapi('SloStatus');

/** How many deliveries there are. */
export const deliveryCountSchema = z.object({ count: naturalNumber }).openapi('DeliveryCount');
