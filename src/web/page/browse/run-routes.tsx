import { z } from '@hono/zod-openapi';
import { explainRunById } from '../../../explain/explain-run-by-id.ts';
import { jobBucketsSeconds } from '../../../model/buckets.ts';
import { jobStates, kinds } from '../../../model/job-run.ts';
import { givenOnly } from '../../api/given-only.ts';
import {
  csvLimitParameter,
  cursorParameter,
  fromForm,
  fromTimeField,
  headShaParameter,
  inOrder,
  kindParameter,
  providerParameter,
  repositoryParameter,
  sinceParameter,
  stateParameter,
  untilParameter,
} from '../../api/parameters.ts';
import { requireFound } from '../../api/require-found.ts';
import { runJson } from '../../api/run-json.ts';
import { runSchema } from '../../api/schemas.ts';
import { defineRoute } from '../../route/define-route.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { cellsOf, csvResponse } from './csv-response.ts';
import { DurationHistogram, durationBuckets } from './duration-histogram.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListFoot } from './list-foot.tsx';
import { written } from './own-address.ts';
import { readAllPages } from './read-all-pages.ts';
import { RunPage } from './run-page.tsx';
import { RunTable } from './run-table.tsx';

const filters = {
  repository: fromForm(repositoryParameter),
  kind: fromForm(kindParameter),
  provider: fromForm(providerParameter),
  state: fromForm(stateParameter),
  head_sha: fromForm(headShaParameter),
  since: fromTimeField(sinceParameter),
  until: fromTimeField(untilParameter),
};
const shown = 100;
/** As the SLOs that cislo brings have it. */
const deadlineSeconds = 43_200;

const list = defineRoute({
  path: '/runs',
  operationId: 'showRuns',
  summary: 'Job runs, newest first',
  access: 'public',
  query: inOrder(z.strictObject({ ...filters, cursor: fromForm(cursorParameter) })),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets }: PageParts, { viewer, identity, url, query: { head_sha: headSha, ...filter } }) => {
    const page = await read.listRuns(viewer, givenOnly({ ...filter, headSha, limit: shown }));
    const { kind, provider, ...narrow } = filter;
    // The sums behind the histogram know kinds and providers, and nothing else.
    const isWhole = headSha === undefined && Object.values(narrow).every((one) => one === undefined);
    const totals = isWhole ? await read.readTotals(viewer, { exemplars: false }) : [];
    const field = (name: string, label: string, more: object = {}) => ({
      name,
      label,
      value: written(url, name),
      ...more,
    });
    return htmlResponse(
      <Layout title="Job runs: cislo" heading="Job runs" assets={assets} liveSeconds={0} identity={identity}>
        <FilterBar
          action="/runs"
          fields={[
            field('repository', 'Repository', { example: 'owner/name' }),
            field('kind', 'Kind', { options: kinds }),
            field('state', 'State', { options: jobStates }),
            field('provider', 'Provider', { example: 'github-actions' }),
            field('since', 'Queued since (UTC)', { isTime: true }),
            field('until', 'Until (UTC)', { isTime: true }),
          ]}
        />
        <RunTable
          label="Job runs"
          runs={page.items}
          isPrivate={viewer.kind !== 'everyone'}
          empty="No job run is like this. Show all, or look at an earlier time."
        />
        <ListFoot url={url} next={page.next} csv="/runs.csv" api="/api/runs" />
        <DurationHistogram
          heading="From queued to the end"
          buckets={durationBuckets(totals, 'job_duration', jobBucketsSeconds, { kind, provider })}
          deadlineSeconds={deadlineSeconds}
        />
      </Layout>,
    );
  },
});

const csv = defineRoute({
  path: '/runs.csv',
  operationId: 'exportRuns',
  summary: 'Job runs, newest first, as CSV',
  access: 'public',
  query: inOrder(z.strictObject({ ...filters, limit: csvLimitParameter })),
  answer: { type: 'text' },
  handle: async ({ read }: PageParts, { viewer, query: { head_sha: headSha, limit = 1_000, ...filter } }) => {
    const runs = await readAllPages((page) => read.listRuns(viewer, givenOnly({ ...filter, headSha, ...page })), limit);
    const columns = Object.keys(runSchema.shape);
    return csvResponse('job-runs', columns, cellsOf(columns, runs.map(runJson)));
  },
});

const one = defineRoute({
  path: '/runs/{id}',
  operationId: 'showRun',
  summary: 'The timeline of a job run, and why it is what it is',
  access: 'private',
  params: z.object({ id: z.string() }),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, definitions, assets, clock }: PageParts, { viewer, identity, params: { id } }) => {
    const explained = requireFound(
      await explainRunById(read, viewer, await definitions(), id, clock()),
      `there is no job run '${id.slice(0, 100)}'; the list is at /runs`,
    );
    return htmlResponse(<RunPage explained={explained} assets={assets} identity={identity} now={clock()} />);
  },
});

/** Job runs: the list, the list as CSV, and each. */
export const runRoutes = [list, csv, one];
