import { z } from 'zod';
import { checkCondition } from '../condition/check-condition.ts';
import { conditionSchema } from '../condition/condition-schema.ts';
import { findColumn } from '../condition/find-column.ts';
import { columnsByName } from '../event/columns.ts';
import { parseDecimal } from '../model/decimal.ts';
import {
  type EventIndicator,
  eventTypes,
  type JourneyIndicator,
  journeyKinds,
  type MeasuredIndicator,
  type Objective,
  origins,
  type PointInTimeIndicator,
  subjectEventTypes,
} from '../model/objective.ts';
import { readStored } from '../model/read-stored.ts';
import { sourceTypes, thresholdOps } from '../model/source-metric.ts';

const conditionText = z.strictObject({
  text: z.string(),
  place: z.strictObject({ file: z.string(), line: z.number().int().positive() }),
});
const positive = z.number().int().positive();

const texts = z.record(z.string(), z.string());
const decimal = z.string().refine((text) => parseDecimal(text) !== null, { error: 'must be a decimal number' });
const eventIndicatorSchema = z
  .strictObject({
    eventType: z.enum(eventTypes),
    where: conditionSchema,
    outcome: z.strictObject({ side: z.enum(['good', 'bad']), condition: conditionSchema }),
    exclude: conditionSchema,
    from: z.string(),
    until: z.string(),
    withinMs: positive.nullable(),
  })
  .check(({ value, issues }) => {
    for (const message of meaningProblems(value)) issues.push({ code: 'custom', input: value, message });
  });

const promql = z.strictObject({ type: z.literal('promql'), text: z.string() });
const sqlText = z.strictObject({ type: z.literal('sql'), text: z.string() });
const table = z.strictObject({
  type: z.literal('table'),
  table: z.string(),
  time: z.string(),
  where: z.string(),
  good: z.string(),
});
const side = z.enum(['good', 'bad']);
const metricSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ratio'), counter: z.boolean(), side, outcome: promql, total: promql }),
  z.strictObject({ type: z.literal('rows'), side, query: z.discriminatedUnion('type', [table, sqlText]) }),
  z.strictObject({
    type: z.literal('raw'),
    rawType: z.enum(['success', 'failure']),
    query: z.discriminatedUnion('type', [promql, sqlText]),
  }),
  z.strictObject({
    type: z.literal('threshold'),
    op: z.enum(thresholdOps),
    limit: decimal,
    query: z.discriminatedUnion('type', [promql, sqlText]),
  }),
]);
const calendarSchema = z.strictObject({
  type: z.literal('calendar'),
  unit: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  count: positive,
  anchor: z.number().int(),
  timeZone: z.string(),
  text: z.string(),
});
const pointInTimeSchema = z
  .strictObject({
    eventType: z.literal('measured'),
    type: z.literal('point-in-time'),
    event: z.enum(subjectEventTypes),
    per: z.string(),
    time: z.string(),
    where: conditionSchema,
    good: conditionSchema,
    freshWithin: z
      .discriminatedUnion('type', [
        z.strictObject({ type: z.literal('fixed'), ms: positive }),
        z.strictObject({ type: z.literal('column'), name: z.string() }),
      ])
      .nullable(),
    forgetAfterMs: positive,
    slice: z.strictObject({ ms: positive, localDays: positive.nullable() }),
    calendar: calendarSchema.nullable(),
  })
  .check(({ value, issues }) => {
    for (const message of subjectMeaningProblems(value)) issues.push({ code: 'custom', input: value, message });
  });
const journeySchema = z
  .strictObject({
    eventType: z.literal('measured'),
    type: z.literal('journey'),
    of: z.enum(journeyKinds),
    correlate: z.string().nullable(),
    where: conditionSchema,
    exclude: conditionSchema,
    steps: z
      .array(
        z.strictObject({
          name: z.string(),
          event: z.enum(subjectEventTypes),
          where: conditionSchema,
          good: conditionSchema,
          until: z.string(),
          withinMs: positive.nullable(),
        }),
      )
      .min(1),
    withinMs: positive.nullable(),
    decidedAfterMs: positive,
  })
  .check(({ value, issues }) => {
    for (const message of journeyMeaningProblems(value)) issues.push({ code: 'custom', input: value, message });
  });
const sourceSchema = z.strictObject({
  eventType: z.literal('measured'),
  type: z.literal('source'),
  connection: z.strictObject({ type: z.enum(sourceTypes), details: texts }),
  metric: metricSchema,
});
/** What is counted. */
const indicatorSchema = z.discriminatedUnion('eventType', [
  z.discriminatedUnion('type', [sourceSchema, pointInTimeSchema, journeySchema]),
  eventIndicatorSchema,
]);
const compositeSchema = z.strictObject({
  eventType: z.literal('measured'),
  type: z.literal('composite'),
  members: z
    .array(z.strictObject({ weightDecimal: decimal, objective: z.lazy((): z.ZodType<Objective> => objectiveSchema) }))
    .min(1),
});
const anyIndicatorSchema = z.discriminatedUnion('eventType', [
  z.discriminatedUnion('type', [sourceSchema, pointInTimeSchema, journeySchema, compositeSchema]),
  eventIndicatorSchema,
]);

const slice = z.strictObject({ ms: positive, localDays: positive.nullable(), text: z.string() });
const methodSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('occurrences') }),
  z.strictObject({ type: z.literal('timeslices'), slice, sliceTargetDecimal: decimal }),
  z.strictObject({ type: z.literal('ratio-timeslices'), slice }),
]);

const policySchema = z.strictObject({
  name: z.string(),
  labels: texts,
  annotations: texts,
  alertWhenNoData: z.boolean(),
  alertWhenBreaching: z.boolean(),
  alertWhenResolved: z.boolean(),
  targets: z.array(z.string()),
  condition: z.strictObject({
    name: z.string(),
    severity: z.string(),
    kind: z.string(),
    op: z.string(),
    threshold: z.string(),
    lookbackWindow: z.string(),
    alertAfter: z.string().nullable(),
    annotations: texts,
  }),
});

const objectiveSchema: z.ZodType<Objective> = z.strictObject({
  name: z.string().min(1),
  displayName: z.string(),
  description: z.string(),
  service: z.string(),
  targetRatio: z.number().gt(0).lt(1),
  targetDecimal: decimal,
  window: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('rolling'), ms: positive, text: z.string() }),
    z.strictObject({ type: z.literal('rolling-months'), months: positive, text: z.string() }),
    calendarSchema,
  ]),
  method: methodSchema,
  labels: z.record(z.string(), z.array(z.string())),
  annotations: texts,
  policies: z.array(policySchema).nullable(),
  indicator: anyIndicatorSchema,
  indicatorHash: z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' }),
  conditions: z
    .strictObject({
      where: conditionText,
      outcome: conditionText.extend({ side: z.enum(['good', 'bad']) }),
      exclude: conditionText,
    })
    .nullable(),
  file: z.string(),
  origin: z.enum(origins),
  document: z.string(),
});

/**
 * An objective that was stored as JSON, checked whole: its shape, its columns, the types in its conditions.
 * @param value what `JSON.parse` gave
 * @throws CisloError `bad_stored_definition` when it is not an objective as this version knows it
 */
export function readStoredObjective(value: unknown): Objective {
  return readStored(objectiveSchema, value, 'an objective');
}

/** An indicator alone that was stored as JSON, of what is counted; as `readStoredObjective` otherwise. */
export function readStoredIndicator(value: unknown): EventIndicator | MeasuredIndicator {
  return readStored(indicatorSchema, value, 'an indicator');
}

function meaningProblems({ eventType, where, outcome, exclude, from, until }: EventIndicator): readonly string[] {
  const columns = columnsByName(eventType, false);
  const found = [
    ...checkCondition(where, columns),
    ...checkCondition(outcome.condition, columns),
    ...checkCondition(exclude, columnsByName(eventType, true)),
  ].map(({ message }) => message);
  const times = [from, until].filter((name) => columns.get(name)?.type !== 'time');
  return [...found, ...times.map((name) => `"${name}" is no time column of ${eventType}`)];
}

function subjectMeaningProblems({
  event,
  where,
  good,
  per,
  time,
  freshWithin,
}: PointInTimeIndicator): readonly string[] {
  const columns = columnsByName(event, false);
  const found = [where, good].flatMap((condition) => checkCondition(condition, columns)).map(({ message }) => message);
  const named = [per, ...(freshWithin?.type === 'column' ? [freshWithin.name] : [])];
  const unknown = named.filter((name) => findColumn(columns, name) === undefined);
  return [
    ...found,
    ...unknown.map((name) => `"${name}" is no column of ${event}`),
    ...(columns.get(time)?.type === 'time' ? [] : [`"${time}" is no time column of ${event}`]),
  ];
}

function journeyMeaningProblems({ of, correlate, where, exclude, steps }: JourneyIndicator): readonly string[] {
  const own = columnsByName(of, false);
  const found = [where, exclude].flatMap((condition) => checkCondition(condition, own)).map(({ message }) => message);
  return [
    ...found,
    ...(correlate === null || findColumn(own, correlate) !== undefined ? [] : [`"${correlate}" is no column of ${of}`]),
    ...steps.flatMap((step) => {
      const columns = columnsByName(step.event, false);
      const wrong = [step.where, step.good].flatMap((condition) => checkCondition(condition, columns));
      return [
        ...wrong.map(({ message }) => message),
        ...(columns.get(step.until)?.type === 'time' ? [] : [`"${step.until}" is no time column of ${step.event}`]),
      ];
    }),
  ];
}
