import { z } from '@hono/zod-openapi';
import type { Config } from '../../config/config.ts';
import { findObjective } from '../api/find-objective.ts';
import {
  compareParameter,
  cursorParameter,
  dimensionParameter,
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
import { htmlResponse } from './html-response.ts';
import { OverviewPage } from './overview-page.tsx';
import { readOverview } from './read-overview.ts';
import { readSloPage, type SloPageStore } from './read-slo-page.ts';
import { sloFileRoutes } from './slo-file-routes.ts';
import { SloPage } from './slo-page.tsx';

/** What the pages are made from. */
export interface PageParts {
  readonly read: SloPageStore;
  readonly config: Pick<Config, 'app' | 'webhookPath'>;
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
  handle: async ({ read, config, assets, clock }: PageParts, { viewer }) => {
    const overview = await readOverview(read, viewer, clock());
    return htmlResponse(<OverviewPage overview={overview} config={config} assets={assets} />);
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
      since: sinceParameter,
      until: untilParameter,
      dimension: dimensionParameter,
      value: valueParameter,
      cursor: cursorParameter,
      compare: compareParameter,
    }),
  ),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, params: { id }, query, url }) => {
    const objective = await findObjective(read, viewer, id);
    const { since, until, cursor } = query;
    const pair = pairOf(query);
    const compare = query.compare === 'yes';
    const page = await readSloPage(read, viewer, objective, { since, until, pair, cursor, compare }, clock());
    const written = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
    const address = { id, since: written('since'), until: written('until'), pair, cursor, compare };
    return htmlResponse(<SloPage page={page} address={address} assets={assets} />);
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
  return bindRoutes([overview, slo, ...sloFileRoutes, ...files], parts);
}
