import { z } from '@hono/zod-openapi';
import { shownName } from '../../model/counted-objectives.ts';
import { CisloError } from '../../model/error.ts';
import { maintenanceOf } from '../../slo/maintenance-of.ts';
import { instanceStore } from '../../status/instance-store.ts';
import { readSloHistory } from '../../status/read-slo-history.ts';
import { parseDuration } from '../../time/duration.ts';
import { windowBounds } from '../../time/window-bounds.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';
import { instanceOf } from './instance-of.ts';
import { isoTime } from './iso-time.ts';
import {
  cursorParameter,
  dimensionParameter,
  eventVerdictParameter,
  inOrder,
  instanceParameter,
  limitParameter,
  pairOf,
  sinceParameter,
  stepParameter,
  untilParameter,
  valueParameter,
} from './parameters.ts';
import { integerOrNull, naturalNumber, numberOrNull, pageOf, time, timeOrNull } from './schema-pieces.ts';
import { sloEventJson, sloEventSchema } from './slo-event-json.ts';
import { sloId } from './slo-routes.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const usualDays = 30;
const mostSteps = 1_000;

const historySchema = z
  .object({
    at: time,
    good: naturalNumber,
    bad: naturalNumber,
    excluded: naturalNumber,
    sli: numberOrNull.openapi({ description: 'Of the step.' }),
    budget_remaining_ratio: numberOrNull.openapi({ description: 'Of the window that ends with the step.' }),
  })
  .openapi('SloHistoryStep');

const getHistory = defineRoute({
  path: '/api/slos/{id}/history',
  operationId: 'getSloHistory',
  summary:
    'How an objective stood at the end of every step from `since` (30 days before `until`) to `until` (now), as known now',
  access: 'public',
  params: sloId,
  query: inOrder(
    z.strictObject({
      since: sinceParameter,
      until: untilParameter,
      step: stepParameter,
      instance: instanceParameter,
    }),
  ),
  answer: { type: 'json', schema: pageOf(historySchema), fresh: 'body' },
  handle: async ({ read, clock }: ApiContext, { viewer, params: { id }, query }) => {
    const objective = await findObjective(read, viewer, id);
    const until = Math.ceil(Math.min(query.until ?? clock(), clock()) / minuteMs) * minuteMs;
    const since = Math.floor((query.since ?? until - usualDays * dayMs) / minuteMs) * minuteMs;
    const stepMs = parseDuration(query.step ?? '1d')?.ms ?? dayMs;
    if ((until - since) / stepMs > mostSteps) {
      const allowed = `a length that makes at most ${mostSteps} steps`;
      throw new CisloError('bad_request', `'step' must be ${allowed}; take a longer one`, {
        wrong: { parameter: 'step', allowed },
      });
    }
    const grouping = instanceOf(objective, query.instance);
    const store = grouping === null ? read : instanceStore(read, grouping);
    const steps = await readSloHistory(store, viewer, objective, { since, until, stepMs });
    return {
      items: steps.map(({ at, budgetRemainingRatio, ...counts }) => ({
        at: isoTime(at),
        ...counts,
        budget_remaining_ratio: budgetRemainingRatio,
      })),
      next: null,
    };
  },
});

const listEvents = defineRoute({
  path: '/api/slos/{id}/events',
  operationId: 'listSloEvents',
  summary: 'The events that an objective judged, newest first by their own time',
  access: 'public',
  params: sloId,
  query: inOrder(
    z.strictObject({
      verdict: eventVerdictParameter,
      since: sinceParameter,
      until: untilParameter,
      dimension: dimensionParameter,
      value: valueParameter,
      limit: limitParameter,
      cursor: cursorParameter,
      instance: instanceParameter,
    }),
  ),
  answer: { type: 'json', schema: pageOf(sloEventSchema), fresh: 'body' },
  handle: async ({ read, definitions, clock }: ApiContext, { viewer, params: { id }, query }) => {
    const objective = await findObjective(read, viewer, id);
    const { instance, dimension: _dimension, value: _value, ...filter } = query;
    const pair = pairOf(query);
    const { indicator } = objective;
    if (indicator.eventType === 'measured' && indicator.type === 'journey') {
      const now = clock();
      const since = filter.since ?? windowBounds(objective.window, now).from;
      const time = { now, graceMs: (await definitions()).graceMs };
      const decided = await read.listJourneys(viewer, objective.name, indicator, { ...filter, since }, time);
      return { items: decided.items.map(sloEventJson), next: decided.next };
    }
    const chosen = instanceOf(objective, instance) ?? undefined;
    const excluded = maintenanceOf(objective, { from: filter.since ?? 0, to: filter.until ?? clock() });
    const page = await read.listSloEvents(viewer, objective.name, { ...filter, pair, excluded, instance: chosen });
    return { items: page.items.map(sloEventJson), next: page.next };
  },
});

const backfillSchema = z
  .object({
    generation: integerOrNull,
    state: z.enum(['ready', 'backfilling']),
    from: timeOrNull.openapi({ description: 'The window that is asked about now.' }),
    to: timeOrNull,
    done_ratio: z.number().min(0).max(1),
    events: naturalNumber.openapi({ description: 'Rows that were judged, of those that were there when it began.' }),
    eta_seconds: numberOrNull,
  })
  .openapi('SloBackfill');

const getBackfill = defineRoute({
  path: '/api/slos/{id}/backfill',
  operationId: 'getSloBackfill',
  summary: 'How far the numbers of an objective are made; the old ones answer until the new ones are whole',
  access: 'public',
  params: sloId,
  answer: { type: 'json', schema: backfillSchema, fresh: null },
  handle: async ({ read, clock }: ApiContext, { viewer, params: { id } }) => {
    const objective = await findObjective(read, viewer, id);
    const own = (await read.readGenerations(viewer)).filter(
      ({ slo }) => slo !== null && shownName(slo) === objective.name,
    );
    const building = own.find(({ state }) => state === 'building');
    const shown = building ?? own.find(({ state }) => state === 'current');
    const { from, to } = windowBounds(objective.window, clock());
    const done = shown?.doneRatio ?? 0;
    const tookSeconds = building === undefined ? 0 : (clock() - building.startedAt) / 1000;
    return {
      generation: shown?.id ?? null,
      state: building === undefined ? ('ready' as const) : ('backfilling' as const),
      from: isoTime(from),
      to: isoTime(to),
      done_ratio: done,
      events: shown?.done ?? 0,
      eta_seconds: building === undefined ? 0 : done > 0 ? (tookSeconds * (1 - done)) / done : null,
    };
  },
});

/** What lies behind the numbers of an objective. A viewer sees the objectives and the repositories that they may see. */
export const sloPastRoutes: readonly Route<ApiContext>[] = [getHistory, listEvents, getBackfill];
