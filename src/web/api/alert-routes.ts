import { z } from '@hono/zod-openapi';
import { CisloError } from '../../model/error.ts';
import { backtestAlerts, readAlerts, replayAlerts } from '../../status/alert-view.ts';
import { instanceStore } from '../../status/instance-store.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import { alertStateJson, raisedAlertJson } from './alert-json.ts';
import { alertStateSchema, raisedAlertSchema } from './alert-schemas.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';
import { instanceOf } from './instance-of.ts';
import { atParameter, inOrder, instanceParameter, sinceParameter, untilParameter } from './parameters.ts';
import { pageOf } from './schema-pieces.ts';

const dayMs = 86_400_000;
/** A back-test looks at every minute, so it has an end. */
const mostDays = 400;
const usualDays = 30;

const listAlerts = defineRoute({
  path: '/api/alerts',
  operationId: 'listAlerts',
  summary: 'How the alert of every policy stands; with `at` how it would have stood then, by what is known now',
  access: 'public',
  query: z.strictObject({ at: atParameter }),
  answer: { type: 'json', schema: pageOf(alertStateSchema), fresh: 'body' },
  handle: async ({ read, clock }: ApiContext, { viewer, query: { at } }) => {
    const objectives = await read.readObjectives(viewer);
    const views =
      at === undefined
        ? await readAlerts(read, viewer, objectives, clock())
        : await replayAlerts(read, viewer, objectives, at);
    return { items: views.map(alertStateJson), next: null };
  },
});

const backtestSlo = defineRoute({
  path: '/api/slos/{id}/alerts',
  operationId: 'backtestAlerts',
  summary:
    'Every alert that the policies of an SLO would have raised from `since` (30 days before `until`) to `until` (now), by what is known now',
  access: 'public',
  params: z.object({ id: z.string() }),
  query: inOrder(z.strictObject({ since: sinceParameter, until: untilParameter, instance: instanceParameter })),
  answer: { type: 'json', schema: pageOf(raisedAlertSchema), fresh: 'body' },
  handle: async ({ read, clock }: ApiContext, { viewer, params: { id }, query }) => {
    const objective = await findObjective(read, viewer, id);
    const until = Math.min(query.until ?? clock(), clock());
    const since = query.since ?? until - usualDays * dayMs;
    if (until - since > mostDays * dayMs) {
      const allowed = `at most ${mostDays} days before 'until'`;
      throw new CisloError('bad_request', `'since' must be ${allowed}; ask for a shorter time`, {
        wrong: { parameter: 'since', allowed },
      });
    }
    const grouping = instanceOf(objective, query.instance);
    const store = grouping === null ? read : instanceStore(read, grouping);
    const { alerts } = await backtestAlerts(store, viewer, objective, since, until);
    return { items: alerts.map(raisedAlertJson), next: null };
  },
});

/** The alerts of the objectives that a viewer may see. */
export const alertRoutes: readonly Route<ApiContext>[] = [listAlerts, backtestSlo];
