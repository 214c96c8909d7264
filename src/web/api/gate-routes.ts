import { z } from '@hono/zod-openapi';
import { gateDecisions, risks } from '../../act/gate/gate-settings.ts';
import { sloStatusWords } from '../../slo/slo-status.ts';
import { readGate } from '../../status/read-gate.ts';
import { allowedValues } from '../route/allowed-values.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { gateJson } from './gate-json.ts';
import { freshness, numberOrNull, text } from './schema-pieces.ts';

const risk = z
  .enum(risks)
  .openapi({ description: 'How much the change may break.' })
  .register(allowedValues, { allowed: risks });

const gateSchema = z
  .object({
    decision: z.enum(gateDecisions).openapi({ description: 'The strictest of those of the SLOs.' }),
    status: z.enum(sloStatusWords).openapi({ description: 'Of the SLO that decided.' }),
    risk: z.enum(risks),
    reason: text,
    slos: z.array(
      z.object({
        id: text,
        display_name: text,
        service: text,
        status: z.enum(sloStatusWords),
        decision: z.enum(gateDecisions),
        reason: text,
        budget_remaining_ratio: numberOrNull,
      }),
    ),
    conditions: z.array(text).openapi({ description: 'What has to be so again before the change goes on.' }),
    alternatives: z.array(text).openapi({ description: 'What can be done instead.' }),
    approvers: z.array(text).openapi({ description: 'Who may approve the change all the same.' }),
    ...freshness,
  })
  .openapi('Gate');

const gate = defineRoute({
  path: '/api/gate',
  operationId: 'decideGate',
  summary: 'Whether a change may go on, by how SLOs stand now',
  access: 'public',
  query: z.strictObject({
    slo: several('SLOs that decide, by id; repeat it for more.'),
    service: several('Services whose SLOs decide, by name; repeat it for more.'),
    risk,
  }),
  answer: { type: 'json', schema: gateSchema, fresh: 'body' },
  handle: async ({ read, gate: settings, countDecision, clock }: ApiContext, { viewer, query }) => {
    const question = { slos: query.slo, services: query.service, risk: query.risk };
    const answer = await readGate(read, viewer, question, settings, clock());
    countDecision(answer.decision);
    return gateJson(answer, viewer.kind === 'everyone');
  },
});

/** A parameter that may be given several times. */
function several(description: string) {
  const one = z.string().min(1).max(200);
  return z
    .union([one, z.array(one).max(50)])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat()))
    .openapi({ type: 'array', items: { type: 'string' }, description })
    .register(allowedValues, { allowed: 'at most 50 names' });
}

/** The gate. */
export const gateRoutes: readonly Route<ApiContext>[] = [gate];
