import { OpenAPIHono } from '@hono/zod-openapi';
import { openapiOperation } from '../route/openapi-operation.ts';
import type { Route } from '../route/route.ts';

// The generator's types are those of OpenAPI 3.0, which lack `summary` and `identifier`.
const info = {
  title: 'cislo',
  version: '1',
  summary: 'Service levels of CI',
  description:
    'Times are ISO 8601 in UTC, durations are seconds, lists are pages of `items` with a `next` cursor. More fields may follow. Answers made of deliveries say how fresh they are, also in the headers `x-cislo-as-of` and `x-cislo-behind`; `?wait=` waits for what was acknowledged before the request.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

/** The description of the given routes, OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0 */
export function openapiDocument(routes: readonly Omit<Route, 'handle'>[]) {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(openapiOperation(route));
  return app.getOpenAPI31Document({ openapi: '3.1.0', info, servers: [{ url: '/' }] });
}
