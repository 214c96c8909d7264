import { z } from 'zod';
import { eventTypes, journeyKinds, subjectEventTypes } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import type { ResolvedMetricSource } from '../openslo/object/resolved-slo.ts';
import { shapeProblems } from '../yaml/shape-problems.ts';
import { strictShape } from '../yaml/strict-shape.ts';

const condition = z.custom<string | boolean>(
  (value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'boolean',
  {
    error: 'must be a condition in text, such as "kind = \'build\'"',
  },
);
const event = z.enum(eventTypes);
const text = z.string();

/** How the `spec` of queries of type `cislo` is written: of `good` and `bad`, of `total`, and so on. */
export const metricSourceShapes = {
  outcome: strictShape({ event: event.optional(), where: condition }),
  total: strictShape({
    event,
    where: condition.optional(),
    exclude: condition.optional(),
    from: text.optional(),
    until: text.optional(),
    within: text.optional(),
  }),
  threshold: strictShape({
    event,
    where: condition.optional(),
    exclude: condition.optional(),
    value: text,
    from: text.optional(),
    until: text.optional(),
  }),
  'point-in-time': strictShape({
    event: z.enum(subjectEventTypes),
    per: text,
    where: condition.optional(),
    good: condition,
    'fresh-within': text.optional(),
    'forget-after': text.optional(),
    until: text.optional(),
  }),
  journey: strictShape({
    event: z.literal('journey'),
    of: z.enum(journeyKinds),
    correlate: text.optional(),
    where: condition.optional(),
    exclude: condition.optional(),
    within: text.optional(),
    steps: z
      .array(
        strictShape({
          name: z.string().trim().min(1, { error: 'must not be empty' }),
          event: z.enum(subjectEventTypes).optional(),
          where: condition,
          good: condition.optional(),
          until: text.optional(),
          within: text.optional(),
        }),
      )
      .min(1, { error: 'must have at least one step' }),
  }),
  'journey-outcome': strictShape({ event: z.literal('journey').optional() }),
};

/** What is wrong with the shape of a query of type `cislo`. What it means is read by `readIndicator`. */
export function metricSourceProblems(
  { spec, origin }: ResolvedMetricSource,
  role: keyof typeof metricSourceShapes,
): readonly Problem[] {
  const shape = metricSourceShapes[role].safeParse(spec);
  if (shape.success) return [];
  const issues = shape.error.issues.map((issue) => ({ ...issue, path: [...origin.path, 'spec', ...issue.path] }));
  return shapeProblems(origin.source, issues);
}
