import { jsonResponse } from '../api/json-response.ts';
import type { HttpHandler } from '../model/http.ts';
import type { Verification } from '../settle/verification.ts';

/**
 * `GET /api/verify`: recomputes every derived row, for `cislo verify --url` beside a server that holds the embedded
 * database. Only on loopback: it costs as much as everything ever received. Requests at the same time share one run.
 */
export function serveVerification(verify: () => Promise<Verification>, isLocal: boolean): HttpHandler {
  let running: Promise<Verification> | null = null;
  return async ({ method, path }) => {
    if (path !== '/api/verify' || !isLocal) return null;
    if (method !== 'GET') return jsonResponse(405, { error: 'only GET is answered here' }, { allow: 'GET' });
    running ??= verify().finally(() => {
      running = null;
    });
    return jsonResponse(200, await running);
  };
}
