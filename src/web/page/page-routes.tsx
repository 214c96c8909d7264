import { z } from '@hono/zod-openapi';
import type { Config } from '../../config/config.ts';
import type { Definitions } from '../../explain/definitions.ts';
import type { Compare } from '../../status/read-bubble-up.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { StoredVersion } from '../../store/stored-slo/read-stored-versions.ts';
import type { ApiContext } from '../api/api-context.ts';
import { findObjective } from '../api/find-objective.ts';
import {
  compareParameter,
  cursorParameter,
  dimensionParameter,
  fromTimeField,
  inOrder,
  pairOf,
  sinceParameter,
  untilParameter,
  valueParameter,
} from '../api/parameters.ts';
import { sloId } from '../api/slo-routes.ts';
import { anyQuery, defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import type { Assets } from './assets.ts';
import { alertPageRoutes } from './browse/alert-routes.tsx';
import type { Streams } from './browse/change-stream.ts';
import { healthPageRoutes } from './browse/health-page-routes.tsx';
import { liveRoutes } from './browse/live-routes.tsx';
import { providerRoutes } from './browse/provider-routes.tsx';
import { repositoryRoutes } from './browse/repository-routes.tsx';
import { revisionRoutes } from './browse/revision-routes.tsx';
import { runRoutes } from './browse/run-routes.tsx';
import { serviceRoutes } from './browse/service-routes.tsx';
import { builderRoutes } from './builder/builder-routes.tsx';
import { htmlResponse } from './html-response.ts';
import { OverviewPage } from './overview-page.tsx';
import { pieceRoutes } from './pieces-page.tsx';
import { statusPageRoutes } from './public/status-routes.tsx';
import { readOverview } from './read-overview.ts';
import { readSloPage, type SloPageStore } from './read-slo-page.ts';
import { reportPageRoutes } from './report/report-routes.tsx';
import { sloFileRoutes } from './slo-file-routes.ts';
import { SloPage } from './slo-page.tsx';

/** What the pages read. */
type PageReads = SloPageStore &
  Pick<
    ReadDoor,
    | 'readRunLog'
    | 'readRevisionLog'
    | 'readRepositoryDays'
    | 'readInstanceSteps'
    | 'readRaisedAlerts'
    | 'readTotals'
    | 'listNotifications'
    | 'readInstanceCounts'
    | 'countCohort'
    | 'readJobFacts'
    | 'readLagMs'
    | 'countDeliveries'
    | 'readNamedProviders'
    | 'judgeMinutes'
    | 'listJudgedBad'
    | 'listJourneys'
  >;

/** What the pages are made from. */
export interface PageParts {
  readonly read: PageReads;
  readonly config: Pick<
    Config,
    'app' | 'webhookPath' | 'publicUrl' | 'public' | 'publicView' | 'statusPage' | 'services'
  >;
  /** What rows and verdicts are explained by. */
  readonly definitions: () => Promise<Definitions>;
  /** Says what an operator should know about this process. */
  readonly notes: () => Promise<readonly string[]>;
  /** Of cislo. */
  readonly version: string;
  readonly compare: Compare;
  readonly reports: ApiContext['reports'];
  readonly changeSlo: ApiContext['changeSlo'];
  readonly openMeasured: ApiContext['openMeasured'];
  /** The versions of a stored SLO, newest first. */
  readonly readVersions: (name: string) => Promise<readonly StoredVersion[]>;
  /** The tiers that an SLO may have. */
  readonly tiers: readonly string[];
  /** The live views that listen. */
  readonly streams: Streams;
  readonly assets: Assets;
  /** Milliseconds. */
  readonly clock: () => number;
}

const overview = defineRoute({
  path: '/',
  operationId: 'showOverview',
  summary: 'The overview',
  access: 'public',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, config, assets, clock }: PageParts, { viewer, identity }) => {
    const overview = await readOverview(read, viewer, clock());
    return htmlResponse(<OverviewPage overview={overview} config={config} assets={assets} identity={identity} />);
  },
});

const slo = defineRoute({
  path: '/slos/{id}',
  operationId: 'showSlo',
  summary: 'The page of an SLO',
  access: 'public',
  params: sloId,
  query: inOrder(
    z.strictObject({
      since: fromTimeField(sinceParameter),
      until: fromTimeField(untilParameter),
      dimension: dimensionParameter,
      value: valueParameter,
      cursor: cursorParameter,
      compare: compareParameter,
    }),
  ),
  answer: { type: 'html', formOrigins: [] },
  handle: async (
    { read, compare: compareEvents, assets, clock }: PageParts,
    { viewer, identity, params: { id }, query, url },
  ) => {
    const objective = await findObjective(read, viewer, id);
    const { since, until, cursor } = query;
    const pair = pairOf(query);
    const compare = query.compare === 'yes';
    const page = await readSloPage(
      read,
      viewer,
      objective,
      { since, until, pair, cursor, compare },
      clock(),
      compareEvents,
    );
    const written = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
    const address = { id, since: written('since'), until: written('until'), pair, cursor, compare };
    return htmlResponse(<SloPage page={page} address={address} assets={assets} identity={identity} />);
  },
});

/** The pages, and the files that they load. The files are open: the set-up page needs them on every server. */
export function pageRoutes(parts: PageParts): readonly BoundRoute[] {
  const files = Object.entries(parts.assets).map(([name, asset]) =>
    defineRoute({
      path: asset.path,
      operationId: `load_${name}`,
      summary: 'A file of the pages',
      access: 'open',
      query: anyQuery,
      answer: { type: 'file' },
      handle: async () =>
        new Response(asset.text, {
          headers: {
            'content-type': asset.contentType,
            'content-length': String(Buffer.byteLength(asset.text)),
            'cache-control': 'public, max-age=31536000, immutable',
          },
        }),
    }),
  );
  const pages = [
    overview,
    ...builderRoutes,
    slo,
    ...sloFileRoutes,
    ...liveRoutes,
    ...runRoutes,
    ...revisionRoutes,
    ...repositoryRoutes,
    ...providerRoutes,
    ...serviceRoutes,
    ...alertPageRoutes,
    ...healthPageRoutes,
    ...statusPageRoutes,
    ...reportPageRoutes,
    ...pieceRoutes,
  ];
  return bindRoutes([...pages, ...files], parts);
}
