import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../../ingest/log.ts';
import { CisloError } from '../../model/error.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { Freshness } from '../../store/read/view.ts';
import { groupBy } from '../../track/group-by.ts';
import type { AccessSettings } from '../access/access-settings.ts';
import type { Assets } from '../page/assets.ts';
import { jsonResponse } from '../route/json-response.ts';
import { openapiOperation } from '../route/openapi-operation.ts';
import type { BoundRoute } from '../route/route.ts';
import { type AdmittingParts, admitting, refusalOf } from './admitting.ts';
import { answerError } from './answer-error.ts';
import { errorAsPage } from './error-as-page.ts';
import { handleRoute } from './handle-route.ts';
import { methodNotAllowed, notFound } from './no-such-route.ts';
import { createRequestLimit } from './request-limit.ts';
import { sendingOf } from './sending-of.ts';
import type { WebEnv } from './web-env.ts';
import { whatIsWrong } from './what-is-wrong.ts';

/** What the web server needs beside the table of routes. */
export interface WebParts {
  readonly routes: readonly BoundRoute[];
  readonly access: AccessSettings;
  /** What pages about errors load. */
  readonly assets: Assets;
  readonly identify: AdmittingParts['identify'];
  readonly readFreshness: (viewer: Viewer) => Promise<Freshness>;
  /** Resolves with true when everything acknowledged before the call is in the numbers, with false when the patience is over. */
  readonly drain: (patienceMs: number) => Promise<boolean>;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  readonly log: Log;
}

/** Of each person, token or address; nobody who looks at pages comes near it. */
const mostRequests = 6_000;
const limitSeconds = 60;
const maxBodyBytes = 1024 * 1024;

/**
 * Everything but the webhook door behind one function: it answers by the table of routes, with 404 where no route is and with 405
 * and the allowed methods where no route has the method. Access is decided before parameters are looked at. It never rejects, and no
 * answer shows a stack trace.
 */
export function createWeb(parts: WebParts): (request: Request, env?: WebEnv['Bindings']) => Promise<Response> {
  const { routes, access, identify } = parts;
  const admission = { access, identify, limit: createRequestLimit(mostRequests, limitSeconds) };
  const app = new OpenAPIHono<WebEnv>();
  app.use(errorAsPage(parts.assets));
  app.use(refuseBrokenPath);
  app.use(plainRequest);
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: refuseLargeBody }));
  for (const route of routes) {
    const middleware = [admitting(route.access, admission, route.answer), ...sendingOf(route.answer)];
    const operation = openapiOperation(route);
    app.openapi(
      { ...operation, middleware },
      (context) => handleRoute(route, context, parts),
      (result, { req }) => {
        if (result.success) return undefined;
        const { body } = route;
        if (result.target === 'form' && body !== null && 'form' in body)
          return jsonResponse(400, whatIsWrong(result.error, body.form.shape, givenIn(result)));
        if (result.target === 'json' && body instanceof z.ZodObject)
          return jsonResponse(400, whatIsWrong(result.error, body.shape, givenIn(result)));
        return jsonResponse(400, whatIsWrong(result.error, operation.request.query.shape, req.queries()));
      },
    );
  }
  for (const [path, here] of groupBy(routes, (route) => route.path)) {
    const [{ access: rule } = { access: 'public' as const }] = here;
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), admitting(rule, admission), ({ req }) =>
      methodNotAllowed(req.method, here),
    );
  }
  app.notFound(
    async (context) => (await refusalOf('public', context, admission)) ?? notFound(context.req.path, routes),
  );
  app.onError((error, { req }) => answerError(error, req.method, parts));
  return async (request, env) => app.fetch(request, env);
}

/** Whether a path is valid percent-encoded UTF-8; no route matches one that is not. */
const refuseBrokenPath: MiddlewareHandler = async ({ req }, next) => {
  try {
    decodeURIComponent(new URL(req.url).pathname);
  } catch {
    throw new CisloError('bad_request', 'the path is not valid percent-encoded UTF-8');
  }
  await next();
};

/** The values of a JSON body by their names, as a query gives them. */
function givenIn(result: object): Readonly<Record<string, readonly string[]>> {
  const data = 'data' in result ? result.data : null;
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, [JSON.stringify(value)]]));
}

/** The listener's request is none that Node can copy, and the limit of a body without a length copies it. */
const plainRequest: MiddlewareHandler = async ({ req }, next) => {
  const { method, headers, body } = req.raw;
  if (body !== null) req.raw = new Request(req.url, { method, headers, body, duplex: 'half' });
  await next();
};

function refuseLargeBody(): never {
  throw new CisloError('bad_request', 'the body is larger than 1 MiB');
}
