import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { BehindNotice } from '../behind-notice.tsx';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import { LiveSince } from '../live-since.tsx';
import { OpenJobSection } from '../open-job-section.tsx';
import type { PageParts } from '../page-routes.tsx';
import { readOpenRows } from '../read-open-rows.ts';
import { WaitingRevisions } from '../waiting-revisions.tsx';
import { changeStream } from './change-stream.ts';

const shown = 50;
/** Without a stream the script looks again so often. */
const liveSeconds = 15;

const live = defineRoute({
  path: '/live',
  operationId: 'showLive',
  summary: 'What is queued, runs, is overdue or has no status now',
  access: 'public',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, identity }) => {
    const now = clock();
    const [freshness, rows] = await Promise.all([
      read.readFreshness(viewer, now),
      readOpenRows(read, viewer, now, shown),
    ]);
    return htmlResponse(
      <Layout
        title="Live: cislo"
        heading="Live"
        assets={assets}
        liveSeconds={liveSeconds}
        stream="/live/changes"
        identity={identity}
        aside={<LiveSince at={freshness.asOf} />}
      >
        <div id="live" data-live="">
          <BehindNotice freshness={freshness} now={now} />
          <div class="columns">
            <OpenJobSection rows={rows} now={now} />
            <WaitingRevisions rows={rows} now={now} />
          </div>
        </div>
      </Layout>,
    );
  },
});

const changes = defineRoute({
  path: '/live/changes',
  operationId: 'streamChanges',
  summary: 'Server-sent events: `changed` whenever what the live view counts is other than before',
  access: 'public',
  query: anyQuery,
  answer: { type: 'text' },
  handle: async ({ read, clock, streams }: PageParts, { viewer, signal }) =>
    changeStream(read, viewer, clock, streams, signal),
});

/** The live view, and what tells it to look again. */
export const liveRoutes = [live, changes];
