import { sloStatusWords } from '../../slo/slo-status.ts';
import { anyQuery, defineRoute } from '../route/define-route.ts';
import { BadEvents } from './bad-events.tsx';
import { BehindNotice } from './behind-notice.tsx';
import { DayBars } from './browse/day-bars.tsx';
import { DurationHistogram } from './browse/duration-histogram.tsx';
import { FilterBar } from './browse/filter-bar.tsx';
import { ListFoot } from './browse/list-foot.tsx';
import { RangePicker } from './browse/range-picker.tsx';
import { ReportedTimeline } from './browse/reported-timeline.tsx';
import { BubbleUpTable } from './bubble-up-table.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { BuildingNotice } from './building-notice.tsx';
import { BurnDownChart } from './burn-down-chart.tsx';
import { budget } from './figures.ts';
import { htmlResponse } from './html-response.ts';
import { Layout } from './layout.tsx';
import type { PageParts } from './page-routes.tsx';
import { StatusWord } from './status-word.tsx';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** When the pieces are: they look the same every day. */
const noon = Date.UTC(2026, 0, 15, 12);
const url = new URL('http://localhost/dev/pieces');
const address = { id: 'an-slo' };

const days = Array.from({ length: 30 }, (_, index) => ({
  at: noon + (index - 30) * dayMs,
  good: index % 9 === 4 ? 0 : 100,
  bad: index % 7 === 3 ? 9 : 0,
  excluded: 0,
}));
const spent = Array.from({ length: 31 }, (_, index) => ({
  at: noon + (index - 30) * dayMs,
  budgetRemainingRatio: 1 - index / 40 - (index > 19 ? 0.9 : 0),
}));

/** Every piece that the pages are made of, with made-up content: what a change of the style sheet does is seen at one look. */
const page = defineRoute({
  path: '/dev/pieces',
  operationId: 'showPieces',
  summary: 'The pieces that pages are made of, for who changes them; on this machine only',
  access: 'local',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ assets }: PageParts, { identity }) =>
    htmlResponse(
      <Layout title="Pieces: cislo" heading="Pieces" assets={assets} liveSeconds={0} identity={identity}>
        <h2>Status words</h2>
        <p>
          {sloStatusWords.map((status) => (
            <>
              <StatusWord status={status} />{' '}
            </>
          ))}
        </p>
        <h2>Budget bars</h2>
        <ul>
          {[1, 0.6, 0.2, 0, -0.4, -2, null].map((ratio) => (
            <li>
              {budget(ratio)} <BudgetBar ratio={ratio} status={ratio === null ? 'no_data' : 'warning'} />
            </li>
          ))}
        </ul>
        <h2>A strip of days</h2>
        <DayBars days={days} target={0.98} label="An SLO" />
        <h2>A burn-down</h2>
        <BurnDownChart points={spent} incidents={[{ start: noon - 12 * dayMs, end: noon - 10 * dayMs }]} />
        <BurnDownChart points={[]} incidents={[]} />
        <DurationHistogram
          heading="A histogram of durations"
          buckets={[
            ...[60, 600, 3600, 43_200, 86_400].map((seconds, index) => ({
              seconds,
              count: [40, 90, 30, 8, 3][index] ?? 0,
            })),
            { seconds: null, count: 1 },
          ]}
          deadlineSeconds={43_200}
        />
        <BadEvents
          page={{
            items: [
              {
                id: 'event',
                type: 'job-run',
                at: noon,
                verdict: 'bad',
                url: 'https://github.com/octo/hello/runs/1',
                attributes: { name: 'build', repository: 'octo/hello', provider: 'github-actions', state: 'error' },
              },
            ],
            next: 'more',
          }}
          address={address}
          nothing="No bad event here."
          from={noon - dayMs}
          to={noon}
        />
        <BubbleUpTable
          address={address}
          reading={{
            bad: 20,
            good: 400,
            sampledRatio: 0.5,
            hidden: [],
            message: null,
            items: [
              {
                dimension: 'runner_name',
                value: 'runner 7',
                badCount: 18,
                badShare: 0.9,
                goodCount: 4,
                goodShare: 0.01,
                votes: { badVotes: 18, goodVotes: 4, allBadVotes: 20, allGoodVotes: 400 },
                lift: 90,
                pValue: 1e-12,
                qValue: 1e-11,
                rank: 0.89,
                also: [{ dimension: 'runner_labels', value: 'gpu' }],
              },
            ],
          }}
        />
        <h2>A timeline</h2>
        <ReportedTimeline
          entries={[
            { at: noon, said: 'github-actions: queued', meant: 'the run begins', place: null },
            {
              at: noon + 90_000,
              said: 'github-actions: success',
              meant: 'the run ends',
              place: { file: 'rules/x.yaml', line: 7 },
            },
          ]}
        />
        <h2>Filters, a range, and what stands below a list</h2>
        <FilterBar
          action="/dev/pieces"
          fields={[
            { name: 'repository', label: 'Repository', value: '', example: 'owner/name' },
            { name: 'kind', label: 'Kind', value: 'build', options: ['build', 'test'] },
          ]}
        />
        <RangePicker
          action="/dev/pieces"
          kept={{}}
          from={noon - dayMs}
          to={noon}
          now={noon}
          presets={[{ label: '24 hours', ms: dayMs }]}
          usual="rolling 30 d"
        />
        <ListFoot url={url} next="more" csv="/runs.csv" api="/api/runs" />
        <h2>Notices, and nothing to show</h2>
        <BehindNotice freshness={{ asOf: noon - 5 * 60_000, behind: 12 }} now={noon} />
        <BuildingNotice generations={[{ kind: 'slo', slo: 'an-slo', state: 'building', doneRatio: 0.4 }]} />
        <p class="empty">No job run is like this. Show all, or look at an earlier time.</p>
      </Layout>,
    ),
});

export const pieceRoutes = [page];
