import type { Config } from '../config/config.ts';
import { CisloError } from '../model/error.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../model/http.ts';
import { jsonResponse } from './json-response.ts';
import { openapiDocument } from './openapi-document.ts';
import { readParameters } from './read-parameters.ts';
import type { ApiStore, Route } from './route.ts';
import { routes } from './routes.ts';

/** What the API needs. */
export interface ApiParts {
  readonly store: ApiStore;
  readonly config: Pick<Config, 'objectives' | 'webhookPath'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Waits until what was acknowledged before is in the rows. */
  readonly drain: () => Promise<unknown>;
}

const documentPath = '/api/openapi.json';

/**
 * Answers everything under /api/ but the webhook door. 400 names the parameter and what is allowed, 404 the unknown thing,
 * 405 the methods there are, 503 a database that is away. Rejects on our own bugs only.
 */
export function createApi(parts: ApiParts): HttpHandler {
  const document = openapiDocument();
  const known = [...routes.map(({ path }) => path), documentPath];
  return async (request) => {
    const { path } = request;
    if (!path.startsWith('/api/') || path === parts.config.webhookPath || path.startsWith('/api/github/')) return null;
    const found = match(path);
    if (found === null && path !== documentPath)
      return jsonResponse(404, { error: `nothing is served at ${path.slice(0, 200)}`, allowed: known });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return jsonResponse(
        405,
        { error: `${request.method} is not allowed here`, allowed: ['GET', 'HEAD'] },
        { allow: 'GET, HEAD' },
      );
    }
    if (found === null) return jsonResponse(200, document);
    return answer(parts, found.route, found.segment, request);
  };
}

async function answer(
  { store, config, clock, drain }: ApiParts,
  route: Route,
  segment: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  const values = readParameters(request.query, route.parameters);
  if ('bad' in values) return jsonResponse(400, values.bad);
  try {
    await drain();
    return jsonResponse(200, await route.answer({ store, config, now: clock() }, values, segment));
  } catch (error) {
    return errorResponse(error);
  }
}

function errorResponse(error: unknown): HttpResponse {
  if (!(error instanceof CisloError)) throw error;
  // The store refuses no value but a cursor that it did not make: everything else was validated before.
  if (error.code === 'bad_request')
    return jsonResponse(400, {
      error: error.message,
      parameter: 'cursor',
      allowed: 'the value of `next` in the answer before, unchanged',
    });
  if (error.code === 'not_found') return jsonResponse(404, { error: error.message });
  if (error.code === 'database_unreachable') return jsonResponse(503, { error: error.message }, { 'retry-after': '5' });
  throw error;
}

function match(path: string): { readonly route: Route; readonly segment: string } | null {
  for (const route of routes) {
    const [before = '', after] = route.path.split(/\{\w+\}/);
    if (
      after === undefined
        ? path === before
        : path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length
    ) {
      const segment = after === undefined ? '' : path.slice(before.length, path.length - after.length);
      if (!segment.includes('/')) return { route, segment };
    }
  }
  return null;
}
