import { jsonResponse } from '../api/json-response.ts';
import type { HttpHandler } from '../model/http.ts';
import type { Store } from '../store/store.ts';

export interface HealthParts {
  readonly store: Pick<Store, 'ping' | 'readLagMs'>;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly isStopping: () => boolean;
  /** How long the database may take to answer, ms. Default 3 s. */
  readonly patienceMs?: number;
}

/** Deliveries that wait longer than this for their settling mean that something is stuck. */
const maxLagMs = 5 * 60_000;

/** `GET /healthz`: the process lives. `GET /readyz`: it can do its work, or 503 with every reason why not. */
export function createHealth(parts: HealthParts): HttpHandler {
  return async ({ method, path }) => {
    if (path !== '/healthz' && path !== '/readyz') return null;
    if (method !== 'GET' && method !== 'HEAD') {
      return jsonResponse(405, { error: 'only GET and HEAD are answered here' }, { allow: 'GET, HEAD' });
    }
    if (path === '/healthz') return jsonResponse(200, { status: 'ok' });
    const reasons = await findReasons(parts);
    return reasons.length === 0
      ? jsonResponse(200, { status: 'ready' })
      : jsonResponse(503, { status: 'not ready', reasons }, { 'retry-after': '5' });
  };
}

async function findReasons({ store, clock, isStopping, patienceMs = 3_000 }: HealthParts): Promise<readonly string[]> {
  const reasons: string[] = [];
  if (isStopping()) reasons.push('the server is stopping');
  try {
    const lagMs = await within(
      patienceMs,
      store.ping().then(() => store.readLagMs(clock())),
    );
    if (lagMs > maxLagMs) reasons.push(`deliveries wait for their settling since ${Math.round(lagMs / 1000)} s`);
  } catch (error) {
    reasons.push(error instanceof Error ? error.message : String(error));
  }
  return reasons;
}

async function within<T>(patienceMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The loser of the race may still fail; nobody waits for it any more.
    work.catch(() => {});
  }
}
