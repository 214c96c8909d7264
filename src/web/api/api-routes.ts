import { z } from '@hono/zod-openapi';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import { alertRoutes } from './alert-routes.ts';
import type { ApiContext } from './api-context.ts';
import { bubbleUpRoutes } from './bubble-up-routes.ts';
import { explainRoutes } from './explain-routes.ts';
import { gateRoutes } from './gate-routes.ts';
import { instanceRoutes } from './instance-routes.ts';
import { listRoutes } from './list-routes.ts';
import { sinceParameter } from './parameters.ts';
import { reportRoutes } from './report-routes.ts';
import { deliveryCountSchema } from './schemas.ts';
import { sloPastRoutes } from './slo-past-routes.ts';
import { sloRoutes } from './slo-routes.ts';
import { storedSloRoutes } from './stored-slo-routes.ts';
import { suggestionRoutes } from './suggestion-routes.ts';

const countDeliveries = defineRoute({
  path: '/api/deliveries/count',
  operationId: 'countDeliveries',
  summary: 'Deliveries in the log that were received at or after `since`; all of them when it is not given',
  access: 'private',
  query: z.strictObject({ since: sinceParameter }),
  answer: { type: 'json', schema: deliveryCountSchema, fresh: 'headers' },
  handle: async ({ read }: ApiContext, { viewer, query: { since } }) => ({
    count: await read.countDeliveries(viewer, since ?? 0),
  }),
});

/** Every endpoint of the read API, in the order of the OpenAPI document. */
export const apiRoutes: readonly Route<ApiContext>[] = [
  ...sloRoutes,
  ...sloPastRoutes,
  ...instanceRoutes,
  ...bubbleUpRoutes,
  ...storedSloRoutes,
  ...alertRoutes,
  ...gateRoutes,
  ...reportRoutes,
  ...suggestionRoutes,
  ...listRoutes,
  ...explainRoutes,
  countDeliveries,
];
