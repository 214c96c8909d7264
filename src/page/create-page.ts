import type { Config } from '../config/config.ts';
import type { HttpHandler } from '../model/http.ts';
import { overviewPage } from './overview-page.ts';
import { type PageStore, readOverview } from './read-overview.ts';
import { securityHeaders } from './security-headers.ts';
import { stylePath, styleSheet } from './style.ts';

/** What the page needs. */
export interface PageParts {
  readonly store: PageStore;
  readonly config: Pick<Config, 'objectives' | 'app' | 'webhookPath'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Waits until what was acknowledged before is in the rows. */
  readonly drain: () => Promise<unknown>;
}

/** Answers `/` and its style sheet. Rejects when the database does not answer. */
export function createPage({ store, config, clock, drain }: PageParts): HttpHandler {
  return async ({ method, path }) => {
    if (path !== '/' && path !== stylePath) return null;
    if (method !== 'GET' && method !== 'HEAD') {
      return {
        status: 405,
        headers: { ...securityHeaders, allow: 'GET, HEAD', 'content-type': 'text/plain; charset=utf-8' },
        body: `${method.slice(0, 20)} is not allowed here; use GET\n`,
      };
    }
    if (path === stylePath) {
      return {
        status: 200,
        headers: {
          ...securityHeaders,
          'content-type': 'text/css; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
        },
        body: styleSheet,
      };
    }
    await drain();
    return {
      status: 200,
      headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body: overviewPage(await readOverview(store, config, clock()), config),
    };
  };
}
