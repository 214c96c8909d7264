import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Definitions } from '../explain/definitions.ts';
import type { Log } from '../ingest/log.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { Viewer } from '../model/viewer.ts';
import { suggestSlos } from '../status/suggest-slos.ts';
import type { Store } from '../store/store.ts';
import type { Verification } from '../verify/verification.ts';
import type { ApiContext } from '../web/api/api-context.ts';
import { apiRoutes } from '../web/api/api-routes.ts';
import { auditRoutes } from '../web/api/audit-route.ts';
import { openapiRoute } from '../web/api/openapi-route.ts';
import { apiPageRoute } from '../web/page/api-page.tsx';
import { readAssets } from '../web/page/assets.ts';
import { type PageParts, pageRoutes } from '../web/page/page-routes.tsx';
import { signInRoutes } from '../web/page/sign-in-routes.tsx';
import { tokenRoutes } from '../web/page/token-routes.tsx';
import { type BoundRoute, bindRoutes } from '../web/route/route.ts';
import { healthRoutes } from './health-routes.ts';
import { metricsRoute } from './metrics-route.ts';
import type { Identities } from './open-identities.ts';
import { packageFolder, packageVersion } from './package-folder.ts';
import { setupRoutes } from './setup/setup-routes.tsx';
import { shippedTemplates, shippedTiers } from './shipped-templates.ts';
import { verificationRoute } from './verification-route.ts';

export interface RouteParts {
  readonly config: Config;
  readonly store: Pick<Store, 'ping' | 'read'>;
  /** What the current rows and verdicts are made by. */
  readonly definitions: () => Promise<Definitions>;
  /** Says what an operator should know about this process: for example that it stands aside. */
  readonly notes: () => Promise<readonly string[]>;
  readonly people: Identities;
  readonly readVersions: PageParts['readVersions'];
  readonly compare: ApiContext['compare'];
  /** Changes a stored SLO. */
  readonly changeSlo: ApiContext['changeSlo'];
  /** Opens what an indicator measures. */
  readonly openMeasured: ApiContext['openMeasured'];
  readonly metrics: Pick<Metrics, 'render' | 'countDecision'>;
  readonly verify: () => Promise<Verification>;
  readonly isStopping: () => boolean;
  /** Milliseconds, UTC. */
  readonly clock: () => number;
  readonly log: Log;
}

/** Makes the table of routes: all that this server answers, but for the webhook door. Throws when a file of the pages is missing. */
export function createRoutes(parts: RouteParts): readonly BoundRoute[] {
  const {
    config,
    store,
    definitions,
    notes,
    people,
    readVersions,
    compare,
    changeSlo,
    openMeasured,
    metrics,
    verify,
    isStopping,
    clock,
    log,
  } = parts;
  const { read } = store;
  const assets = readAssets(join(packageFolder, 'assets'));
  const { countDecision } = metrics;
  const context = {
    ...{ read, definitions, compare, changeSlo, openMeasured },
    suggest: async (viewer: Viewer) => {
      const { graceMs } = await definitions();
      const shipped = { templates: shippedTemplates(), tiers: shippedTiers() };
      return suggestSlos(read, viewer, shipped, { now: clock(), graceMs });
    },
    gate: config.gate,
    reports: config.reports,
    countDecision,
    clock,
  };
  const api = [...bindRoutes(apiRoutes, context), ...verificationRoute(verify), ...auditRoutes(people.readAudit)];
  return [
    ...bindRoutes(healthRoutes, { ping: () => store.ping(), read, notes, clock, isStopping }),
    ...bindRoutes([metricsRoute], metrics),
    ...(config.app === null ? setupRoutes({ config, assets, log }) : []),
    ...api,
    ...openapiRoute(api),
    ...apiPageRoute(api, assets),
    ...(people.signIn === null ? [] : signInRoutes({ ...people.signIn, assets })),
    ...tokenRoutes({ tokens: people.tokens, host: people.host, assets, clock }),
    ...pageRoutes({
      ...{ read, config, assets, clock, definitions, notes, compare, changeSlo, openMeasured, readVersions },
      reports: config.reports,
      tiers: [...shippedTiers().keys()],
      version: packageVersion(),
      streams: { open: 0 },
    }),
  ];
}
