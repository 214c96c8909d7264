import { z } from '@hono/zod-openapi';
import { defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import { openapiDocument } from './openapi-document.ts';

const getOpenapi = defineRoute({
  path: '/api/openapi.json',
  operationId: 'getOpenapi',
  summary: 'This description',
  access: 'public',
  answer: { type: 'json', schema: z.record(z.string(), z.unknown()), fresh: null },
  handle: async ({ document }: { readonly document: object }) => ({ ...document }),
});

/** Serves the description of the given routes. */
export function openapiRoute(routes: readonly Omit<BoundRoute, 'handle'>[]): readonly BoundRoute[] {
  return bindRoutes([getOpenapi], { document: openapiDocument(routes) });
}
