import { z } from '@hono/zod-openapi';
import { alertStates } from '../../alert/alert-progress.ts';
import { flag, naturalNumber, text, textOrNull, time, timeOrNull } from './schema-pieces.ts';

const policy = {
  slo: text,
  policy: text.openapi({ description: 'Of the SLO; `burn-1h-5m` and its like where it names none.' }),
  condition: text,
  severity: text.openapi({ description: 'page, critical and sev1 wake somebody up; every other one is a ticket.' }),
};

/** How the alert of one policy stands. */
export const alertStateSchema = z
  .object({
    ...policy,
    instance: textOrNull.openapi({
      description: 'Of an SLO that is many: which one, as `?instance=` takes it; null for the whole.',
    }),
    state: z.enum(alertStates),
    frozen: flag.openapi({ description: 'There was nothing to decide from, so the state stays as it was.' }),
    pending_at: timeOrNull,
    firing_at: timeOrNull,
    resolved_at: timeOrNull,
    peak_burn_rate: z
      .number()
      .min(0)
      .nullable()
      .openapi({ description: 'The highest of the long window since `pending_at`; null without an alert.' }),
    evaluated_at: timeOrNull.openapi({ description: 'The last full minute that was looked at; null: none was.' }),
  })
  .openapi('AlertState');

/** An alert that fired, or would have. */
export const raisedAlertSchema = z
  .object({
    ...policy,
    pending_at: time,
    firing_at: time,
    resolved_at: timeOrNull.openapi({ description: 'null: it still fires.' }),
    peak_burn_rate: z.number().min(0).openapi({ description: 'The highest of the long window.' }),
    bad: naturalNumber.openapi({
      description: 'Bad events from one long window before `firing_at` to `resolved_at`.',
    }),
  })
  .openapi('RaisedAlert');
