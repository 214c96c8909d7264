import { jsonResponse } from '../api/json-response.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { HttpHandler } from '../model/http.ts';
import { sameSecret } from './same-secret.ts';

/** `GET /metrics`, by bearer token when one is set. */
export function serveMetrics(metrics: Pick<Metrics, 'render'>, token: string | null): HttpHandler {
  return async ({ method, path, headers }) => {
    if (path !== '/metrics') return null;
    if (method !== 'GET' && method !== 'HEAD') {
      return jsonResponse(405, { error: 'only GET and HEAD are answered here' }, { allow: 'GET, HEAD' });
    }
    if (token !== null && !hasToken(headers['authorization'], token)) {
      const body = {
        error: 'a token is needed',
        hint: 'send Authorization: Bearer with the value of CISLO_METRICS_TOKEN',
      };
      return jsonResponse(401, body, { 'www-authenticate': 'Bearer realm="metrics"' });
    }
    const { contentType, body } = await metrics.render(headers['accept']);
    return { status: 200, headers: { 'content-type': contentType }, body };
  };
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  return given !== undefined && sameSecret(given, token);
}
