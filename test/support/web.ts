import type { BoundRoute } from '../../src/web/route/route.ts';
import { createWeb, type WebParts } from '../../src/web/server/create-web.ts';
import { memoryLog } from './door-server.ts';
import { assets } from './page-parts.ts';

/** What a web server bound to loopback answers by a table of routes; `parts` replace the rest. */
export function webOver(routes: readonly BoundRoute[], parts: Partial<WebParts> = {}) {
  const log = memoryLog();
  const answer = createWeb({
    routes,
    access: { bindHost: '127.0.0.1', metricsToken: null, eventsToken: null, everyone: null, signIn: false, proxies: 0 },
    assets,
    identify: async () => null,
    readFreshness: async () => ({ asOf: Date.UTC(2026, 0, 5, 12), behind: 0 }),
    drain: async () => true,
    ping: async () => {},
    log,
    ...parts,
  });
  return {
    log,
    ask: (target: string, init: RequestInit = {}) => answer(new Request(`http://localhost${target}`, init)),
  };
}
