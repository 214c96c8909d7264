import { CisloError } from '../../../model/error.ts';
import type { Viewer } from '../../../model/viewer.ts';
import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { jsonResponse } from '../../route/json-response.ts';
import { htmlResponse } from '../html-response.ts';
import type { PageParts } from '../page-routes.tsx';
import { readStatusPage, type StatusPageReading } from './read-status-page.ts';
import { statusFeed, statuspageJson } from './status-feed.ts';
import { StatusPage } from './status-page.tsx';

/** All four show the same, and what is made for everyone. */
const shared = { access: 'public', query: anyQuery } as const;

/**
 * The numbers are over all repositories, so a person sees them only where everybody does. This machine sees them before they are public.
 * @throws CisloError not_allowed
 */
function reading({ read, config, clock }: PageParts, viewer: Viewer): Promise<StatusPageReading> {
  if (config.public === null && viewer.kind !== 'system')
    throw new CisloError('not_allowed', 'the status page is not public here; CISLO_PUBLIC=true opens it to everybody');
  return readStatusPage(read, config.publicView.slos, config.statusPage, clock());
}

/** Where people find the page. */
function addressOf({ config }: PageParts, url: URL): string {
  return `${config.publicUrl ?? url.origin}/status`;
}

const page = defineRoute({
  ...shared,
  path: '/status',
  operationId: 'showStatusPage',
  summary: 'The public status page of the chosen SLOs',
  answer: { type: 'html', formOrigins: [] },
  handle: async (parts: PageParts, { viewer }) =>
    htmlResponse(<StatusPage page={await reading(parts, viewer)} assets={parts.assets} />),
});

const json = defineRoute({
  ...shared,
  path: '/status.json',
  operationId: 'getStatusPage',
  summary: "The public status page in the shape of Statuspage's summary",
  answer: { type: 'text' },
  handle: async (parts: PageParts, { viewer, url }) =>
    jsonResponse(200, statuspageJson(await reading(parts, viewer), addressOf(parts, url))),
});

const rss = defineRoute({
  ...shared,
  path: '/status.rss',
  operationId: 'getStatusRss',
  summary: 'Incidents and announcements as RSS',
  answer: { type: 'text' },
  handle: async (parts: PageParts, { viewer, url }) =>
    xml('application/rss+xml', statusFeed(await reading(parts, viewer), addressOf(parts, url)).rss2()),
});

const atom = defineRoute({
  ...shared,
  path: '/status.atom',
  operationId: 'getStatusAtom',
  summary: 'Incidents and announcements as Atom',
  answer: { type: 'text' },
  handle: async (parts: PageParts, { viewer, url }) =>
    xml('application/atom+xml', statusFeed(await reading(parts, viewer), addressOf(parts, url)).atom1()),
});

function xml(type: string, text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'max-age=60',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The page for everybody. */
export const statusPageRoutes = [page, json, rss, atom];
