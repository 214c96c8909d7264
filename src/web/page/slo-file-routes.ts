import { z } from '@hono/zod-openapi';
import { makeBadge } from 'badge-maker';
import { maintenanceOf } from '../../slo/maintenance-of.ts';
import type { SloStatusWord } from '../../slo/slo-status.ts';
import { readSloStatus } from '../../status/read-slo-status.ts';
import { findObjective } from '../api/find-objective.ts';
import { isoTime } from '../api/iso-time.ts';
import {
  csvLimitParameter,
  dimensionParameter,
  eventVerdictParameter,
  inOrder,
  pairOf,
  sinceParameter,
  untilParameter,
  valueParameter,
} from '../api/parameters.ts';
import { sloId } from '../api/slo-routes.ts';
import { anyQuery, defineRoute } from '../route/define-route.ts';
import { csvResponse } from './browse/csv-response.ts';
import { readAllPages } from './browse/read-all-pages.ts';
import { percent } from './figures.ts';
import type { PageParts } from './page-routes.tsx';

/** As on the pages; a badge has no dark form. */
const badgeColors: Readonly<Record<SloStatusWord, string>> = {
  no_data: '#57606a',
  healthy: '#136c2e',
  attention: '#7a5200',
  warning: '#8f4300',
  critical: '#b3161b',
  exhausted: '#a30f3d',
};
const badgeSeconds = 60;
const usualRows = 1_000;

const badge = defineRoute({
  path: '/slos/{id}/badge.svg',
  operationId: 'showSloBadge',
  summary: 'How an SLO stands, as an image for a README',
  access: 'public',
  params: sloId,
  query: anyQuery,
  answer: { type: 'text' },
  handle: async ({ read, clock }: PageParts, { viewer, params: { id } }) => {
    const objective = await findObjective(read, viewer, id);
    const [reading] = await readSloStatus(read, viewer, [objective], clock());
    const { status = 'no_data', sli = null } = reading?.status ?? {};
    const word = status.replaceAll('_', ' ');
    const message = sli === null ? word : `${percent(sli)}, ${word}`;
    const image = makeBadge({ label: objective.name, message, color: badgeColors[status], style: 'flat' });
    return new Response(image, {
      headers: {
        'content-type': 'image/svg+xml; charset=utf-8',
        // What a person sees is for nobody else.
        'cache-control': `${viewer.kind === 'person' ? 'private' : 'public'}, max-age=${badgeSeconds}`,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'x-content-type-options': 'nosniff',
      },
    });
  },
});

const events = defineRoute({
  path: '/slos/{id}/events.csv',
  operationId: 'exportSloEvents',
  summary: 'The events that an objective judged, newest first, as CSV',
  access: 'public',
  params: sloId,
  query: inOrder(
    z.strictObject({
      verdict: eventVerdictParameter,
      since: sinceParameter,
      until: untilParameter,
      dimension: dimensionParameter,
      value: valueParameter,
      limit: csvLimitParameter,
    }),
  ),
  answer: { type: 'text' },
  handle: async ({ read, clock }: PageParts, { viewer, params: { id }, query }) => {
    const objective = await findObjective(read, viewer, id);
    const { name } = objective;
    const { limit = usualRows, verdict, since, until } = query;
    const excluded = maintenanceOf(objective, { from: since ?? 0, to: until ?? clock() });
    const filter = { verdict, since, until, pair: pairOf(query), excluded };
    const found = await readAllPages((page) => read.listSloEvents(viewer, name, { ...filter, ...page }), limit);
    const attributes = [...new Set(found.flatMap((item) => Object.keys(item.attributes)))].sort();
    const columns = ['event_id', 'type', 'event_at', 'verdict', 'url', ...attributes];
    const rows = found.map(({ id, type, at, verdict: said, url, attributes: own }) => [
      ...[id, type, isoTime(at), said, url],
      ...attributes.map((attribute) => own[attribute]),
    ]);
    return csvResponse(name, columns, rows);
  },
});

/** What an SLO is taken along as. */
export const sloFileRoutes = [badge, events];
