import { z } from '@hono/zod-openapi';
import { periodAt, periodBefore } from '../../../act/report/period.ts';
import { reportMarkdown } from '../../../act/report/report-text.ts';
import { reportQuery, requireReport } from '../../api/report-routes.ts';
import { defineRoute } from '../../route/define-route.ts';
import { htmlResponse } from '../html-response.ts';
import type { PageParts } from '../page-routes.tsx';
import { ReportPage } from './report-page.tsx';

const page = defineRoute({
  path: '/reports/{period}',
  operationId: 'showReport',
  summary: 'A report as a page to read or to print; with `.md` behind the period as Markdown',
  access: 'private',
  params: z.object({ period: z.string() }),
  query: reportQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async (parts: PageParts, { viewer, identity, params: { period: asked }, query, url }) => {
    const isMarkdown = asked.endsWith('.md');
    const report = await requireReport(parts, viewer, isMarkdown ? asked.slice(0, -3) : asked, query);
    if (isMarkdown)
      return new Response(reportMarkdown(report), {
        headers: { 'content-type': 'text/markdown; charset=utf-8', 'x-content-type-options': 'nosniff' },
      });
    const { period } = report;
    const next = periodAt(period.unit, period.to, period.timeZone);
    return htmlResponse(
      <ReportPage
        report={report}
        query={url.search}
        before={periodBefore(period).name}
        after={next.from < parts.clock() ? next.name : null}
        assets={parts.assets}
        identity={identity}
      />,
    );
  },
});

const newest = defineRoute({
  path: '/reports',
  operationId: 'showReports',
  summary: 'The report of the month that goes on',
  access: 'private',
  query: reportQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ clock }: PageParts, { query, url }) =>
    new Response(null, {
      status: 302,
      headers: { location: `/reports/${periodAt('month', clock(), query.tz ?? 'UTC').name}${url.search}` },
    }),
});

/** Reports as pages. */
export const reportPageRoutes = [newest, page];
