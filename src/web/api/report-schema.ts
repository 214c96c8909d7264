import { z } from '@hono/zod-openapi';
import { sloStatusWords } from '../../slo/slo-status.ts';
import { naturalNumber, numberOrNull, text, textOrNull, time, timeOrNull } from './schema-pieces.ts';

const stretch = { from: time, to: time };
const job = { job: text, repository: text };
const effort = z.enum(['S', 'M', 'L', 'unknown']).openapi({ description: 'Of the settings, never guessed.' });
const task = { ...job, bad: naturalNumber, priority: numberOrNull, expected_sli: numberOrNull, effort };

const slo = z.object({
  id: text,
  display_name: text,
  owner: textOrNull,
  target: z.number(),
  method: text,
  good: naturalNumber,
  bad: naturalNumber,
  excluded: naturalNumber,
  sli: numberOrNull,
  status: z.enum(sloStatusWords),
  cohort: z
    .object({ good: naturalNumber, bad: naturalNumber, excluded: naturalNumber, pending: naturalNumber })
    .nullable()
    .openapi({ description: 'How the events stand that began in the period; null: they have no beginning.' }),
  budget_remaining_ratio: numberOrNull,
  event_weight: numberOrNull,
  weeks: z.array(z.object({ ...stretch, good: naturalNumber, bad: naturalNumber, budget_spent_ratio: numberOrNull })),
  incidents: z.array(z.object({ start: time, end: timeOrNull, bad: naturalNumber, budget_used_ratio: numberOrNull })),
  maintenance: z.array(z.object({ ...stretch, reason: text })),
  trend: z.array(z.object({ period: text, sli: numberOrNull })),
  causes: z.array(text),
});

/** A report as data. */
export const reportSchema = z
  .object({
    period: text,
    unit: z.enum(['month', 'quarter', 'week']),
    time_zone: text,
    ...stretch,
    until: time.openapi({ description: 'How far the numbers reach.' }),
    services: z.array(
      z.object({
        name: text,
        toil_percent: z.number(),
        toil_hours: numberOrNull,
        automation_hours: numberOrNull,
        slos: z.array(slo),
      }),
    ),
    tasks: z.array(z.object({ ...task, slo: text })),
    slowest: z.array(z.object({ ...job, runs: naturalNumber, median_seconds: z.number(), p95_seconds: z.number() })),
    flaky: z.array(z.object({ ...job, commits: naturalNumber, lost_seconds: z.number() })),
    toil: z.object({ reruns: naturalNumber, after_errors: naturalNumber, waited_seconds: z.number() }),
  })
  .openapi('Report');
