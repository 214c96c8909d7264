import { jsonResponse } from '../api/json-response.ts';
import type { Config } from '../config/config.ts';
import type { HttpHandler } from '../model/http.ts';
import { isLoopback } from './is-loopback.ts';

/**
 * Stands before the page and the API: open when bound to loopback or made public, otherwise 403 for everybody,
 * because there is no sign-in yet that could tell who may see what.
 */
export function guardAccess(config: Pick<Config, 'bindHost' | 'public'>): HttpHandler {
  const open = config.public || isLoopback(config.bindHost);
  return async () => {
    if (open) return null;
    return jsonResponse(403, {
      error: 'the page and the API are closed on a server that others can reach',
      hint: 'signing in comes with a later version; until then bind to loopback (HOST=127.0.0.1) and use a tunnel, or set CISLO_PUBLIC=true to let everybody read. /metrics, /healthz and /readyz are open here (the first by CISLO_METRICS_TOKEN).',
    });
  };
}
