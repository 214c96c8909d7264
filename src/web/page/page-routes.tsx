import type { Config } from '../../config/config.ts';
import { anyQuery, defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import type { Assets } from './assets.ts';
import { htmlResponse } from './html-response.ts';
import { OverviewPage } from './overview-page.tsx';
import { type PageStore, readOverview } from './read-overview.ts';

/** What the pages are made from. */
export interface PageParts {
  readonly read: PageStore;
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
  return bindRoutes([overview, ...files], parts);
}
