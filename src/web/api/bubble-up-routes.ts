import { z } from '@hono/zod-openapi';
import { CisloError } from '../../model/error.ts';
import type { BubbleUpReading } from '../../status/read-bubble-up.ts';
import { windowBounds } from '../../time/window-bounds.ts';
import { allowedValues } from '../route/allowed-values.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';
import { instanceOf } from './instance-of.ts';
import { inOrder, instanceParameter, sinceParameter, untilParameter } from './parameters.ts';
import { list, naturalNumber, text } from './schema-pieces.ts';
import { sloId } from './slo-routes.ts';

const ratio = z.number().min(0).max(1);
const usualLimit = 20;
const mostLimit = 100;
const mostDimensions = 100;
const mostText = 200;

const pairSchema = z.object({ dimension: text, value: text }).openapi('Pair');
const itemSchema = pairSchema
  .extend({
    bad_count: naturalNumber.openapi({ description: 'Bad events with the value.' }),
    bad_share: ratio.openapi({ description: 'Of all bad events.' }),
    good_count: naturalNumber,
    good_share: ratio,
    bad_votes: naturalNumber.openapi({
      description: 'Clusters, such as commits, with a bad event that has the value.',
    }),
    good_votes: naturalNumber,
    lift: z.number().openapi({ description: 'How many times as often bad events have the value, by votes.' }),
    p_value: ratio.openapi({ description: 'The exact chance of that, were votes dealt out blindly.' }),
    q_value: ratio.openapi({ description: 'The same with the number of tests in mind.' }),
    also: list(pairSchema, 'Values of nearly the same events, and those that this one explains.'),
  })
  .openapi('StandingOut');

/** What `POST /api/slos/{id}/bubbleup` answers. */
export const bubbleUpSchema = z
  .object({
    since: text,
    until: text,
    bad: naturalNumber,
    good: naturalNumber.openapi({ description: 'Good events that were compared.' }),
    sampled_ratio: ratio.openapi({ description: 'The share of the good events that was compared.' }),
    items: list(itemSchema, 'What bad events have in common and good ones have not, the most telling first.'),
    hidden: list(text, 'What is compared only where `dimensions` names it.'),
    message: z.enum(['too few to say', 'nothing stands out', 'no events to compare']).nullable().openapi({
      description: 'Why there are no items: too few to say, nothing stands out, no events to compare.',
    }),
  })
  .openapi('BubbleUp');
export type BubbleUpJson = z.output<typeof bubbleUpSchema>;

const body = inOrder(
  z.strictObject({
    since: sinceParameter,
    until: untilParameter,
    dimensions: z
      .array(z.string().min(1).max(mostText))
      .min(1)
      .max(mostDimensions)
      .openapi({ description: 'Compare only by these.' })
      .optional()
      .register(allowedValues, { allowed: `a list of 1 to ${mostDimensions} names of columns, hour or weekday` }),
    limit: z
      .int()
      .min(1)
      .max(mostLimit)
      .openapi({ description: `At most so many items; ${usualLimit} when not given.` })
      .optional()
      .register(allowedValues, { allowed: `a whole number from 1 to ${mostLimit}` }),
  }),
);

const postBubbleUp = defineRoute({
  method: 'POST',
  path: '/api/slos/{id}/bubbleup',
  operationId: 'bubbleUp',
  summary:
    'What the bad events of an objective have in common and its good ones have not, from `since` (the start of its window) to `until` (now)',
  access: 'public',
  params: sloId,
  query: z.strictObject({ instance: instanceParameter }),
  body,
  answer: { type: 'json', schema: bubbleUpSchema, fresh: null },
  handle: async ({ read, compare, clock }: ApiContext, { viewer, params: { id }, query, body: asked }) => {
    const objective = await findObjective(read, viewer, id);
    const until = asked.until ?? clock();
    const since = asked.since ?? windowBounds(objective.window, clock()).from;
    if (until <= since) {
      const allowed = 'a time after the start of the window';
      throw new CisloError('bad_request', `'until' is not after 'since'`, { wrong: { parameter: 'until', allowed } });
    }
    const reading = await compare(viewer, objective, {
      from: since,
      to: until,
      dimensions: asked.dimensions ?? null,
      limit: asked.limit ?? usualLimit,
      instance: instanceOf(objective, query.instance) ?? undefined,
    });
    return bubbleUpJson(reading, since, until);
  },
});

/** As the API and the command line write it. */
export function bubbleUpJson(
  { bad, good, sampledRatio, items, hidden, message }: BubbleUpReading,
  since: number,
  until: number,
): BubbleUpJson {
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    bad,
    good,
    sampled_ratio: sampledRatio,
    items: items.map((item) => ({
      dimension: item.dimension,
      value: item.value,
      bad_count: item.badCount,
      bad_share: item.badShare,
      good_count: item.goodCount,
      good_share: item.goodShare,
      bad_votes: item.votes.badVotes,
      good_votes: item.votes.goodVotes,
      lift: item.lift,
      p_value: item.pValue,
      q_value: item.qValue,
      also: item.also,
    })),
    hidden,
    message,
  };
}

/** What bad events have in common. */
export const bubbleUpRoutes: readonly Route<ApiContext>[] = [postBubbleUp];
