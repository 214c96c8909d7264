import type { Metrics } from '../metrics/create-metrics.ts';
import { anyQuery, defineRoute } from '../web/route/define-route.ts';
import { waitParameter } from '../web/route/wait-parameter.ts';

/**
 * `GET /metrics`, by bearer token when one is set. Shows what is settled; with `?wait=` it first waits until everything acknowledged before
 * the request is settled.
 */
export const metricsRoute = defineRoute({
  path: '/metrics',
  operationId: 'getMetrics',
  summary: 'The metrics for Prometheus, as text or as OpenMetrics',
  access: 'token',
  query: anyQuery.extend({ wait: waitParameter }),
  answer: { type: 'text' },
  handle: async (metrics: Pick<Metrics, 'render'>, { headers }) => {
    const { contentType, body } = await metrics.render(headers.get('accept') ?? undefined);
    return new Response(body, {
      headers: {
        'content-type': contentType,
        'content-length': String(Buffer.byteLength(body)),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  },
});
