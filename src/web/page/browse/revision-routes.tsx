import { z } from '@hono/zod-openapi';
import { explainRevisionById } from '../../../explain/explain-revision-by-id.ts';
import { firstStatusBucketsSeconds } from '../../../model/buckets.ts';
import type { RevisionView } from '../../../store/read/view.ts';
import { givenOnly } from '../../api/given-only.ts';
import {
  csvLimitParameter,
  cursorParameter,
  fromForm,
  fromTimeField,
  headShaParameter,
  inOrder,
  providerParameter,
  pullRequestParameter,
  repositoryParameter,
  sinceParameter,
  untilParameter,
  verdictParameter,
} from '../../api/parameters.ts';
import { requireFound } from '../../api/require-found.ts';
import { revisionJson } from '../../api/revision-json.ts';
import { revisionSchema } from '../../api/schemas.ts';
import { defineRoute } from '../../route/define-route.ts';
import { duration, utc } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { PageParts } from '../page-routes.tsx';
import { cellsOf, csvResponse } from './csv-response.ts';
import { DataTable } from './data-table.tsx';
import { DurationHistogram, durationBuckets } from './duration-histogram.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListFoot } from './list-foot.tsx';
import { written } from './own-address.ts';
import { readAllPages } from './read-all-pages.ts';
import { RevisionPage } from './revision-page.tsx';

const filters = {
  repository: fromForm(repositoryParameter),
  provider: fromForm(providerParameter),
  verdict: fromForm(verdictParameter),
  pull_request: fromForm(pullRequestParameter),
  head_sha: fromForm(headShaParameter),
  since: fromTimeField(sinceParameter),
  until: fromTimeField(untilParameter),
};
const shown = 100;
/** As the SLO that cislo brings has it. */
const deadlineSeconds = 15;

const list = defineRoute({
  path: '/revisions',
  operationId: 'showRevisions',
  summary: 'Changes of pull requests and their first statuses, newest first',
  access: 'public',
  query: inOrder(z.strictObject({ ...filters, cursor: fromForm(cursorParameter) })),
  answer: { type: 'html', formOrigins: [] },
  handle: async (
    { read, assets }: PageParts,
    { viewer, identity, url, query: { head_sha: headSha, pull_request: pullRequest, ...filter } },
  ) => {
    const page = await read.listRevisions(viewer, givenOnly({ ...filter, headSha, pullRequest, limit: shown }));
    const { provider = 'any', ...narrow } = { ...filter, headSha, pullRequest };
    const isWhole = Object.values(narrow).every((one) => one === undefined);
    const totals = isWhole ? await read.readTotals(viewer, { exemplars: false }) : [];
    const field = (name: string, label: string, more: object = {}) => ({
      name,
      label,
      value: written(url, name),
      ...more,
    });
    return htmlResponse(
      <Layout
        title="Pull requests: cislo"
        heading="Changes of pull requests"
        assets={assets}
        liveSeconds={0}
        identity={identity}
      >
        <FilterBar
          action="/revisions"
          fields={[
            field('repository', 'Repository', { example: 'owner/name' }),
            field('pull_request', 'Pull request', { example: '17' }),
            field('verdict', 'Verdict', { options: ['good', 'bad', 'excluded', 'pending'] }),
            field('provider', 'Provider', { example: 'any' }),
            field('since', 'Changed since (UTC)', { isTime: true }),
            field('until', 'Until (UTC)', { isTime: true }),
          ]}
        />
        <DataTable
          label="Changes of pull requests"
          columns={columns}
          rows={page.items.map((revision) => rowOf(revision, viewer.kind !== 'everyone'))}
          empty="No change of a pull request is like this. Show all, or look at an earlier time."
        />
        <ListFoot url={url} next={page.next} csv="/revisions.csv" api="/api/revisions" />
        <DurationHistogram
          heading="From the change to its first status"
          buckets={durationBuckets(totals, 'revision_first_status', firstStatusBucketsSeconds, { provider })}
          deadlineSeconds={deadlineSeconds}
        />
      </Layout>,
    );
  },
});

const columns = [
  { name: 'Pull request' },
  { name: 'Change' },
  { name: 'Answered by' },
  { name: 'First status after', isNumber: true },
  { name: 'Verdict' },
  { name: 'On GitHub' },
];

function rowOf(revision: RevisionView, isPrivate: boolean) {
  const { id, repository, pullRequest, headSha, action, changedAt, firstStatusBy, firstStatusMs, verdict, url } =
    revision;
  const name = `${repository}#${pullRequest}`;
  return {
    key: id,
    cells: [
      <>
        {isPrivate ? <a href={`/revisions/${id}`}>{name}</a> : name}
        <small>{headSha.slice(0, 8)}</small>
      </>,
      <>
        {action.replaceAll('_', ' ')}
        <small>{utc(changedAt)}</small>
      </>,
      firstStatusBy ?? 'nobody yet',
      firstStatusMs === null ? '–' : duration(firstStatusMs),
      verdict ?? 'not counted',
      <Link url={url}>{url === null ? '–' : 'open'}</Link>,
    ],
  };
}

const csv = defineRoute({
  path: '/revisions.csv',
  operationId: 'exportRevisions',
  summary: 'Changes of pull requests, newest first, as CSV',
  access: 'public',
  query: inOrder(z.strictObject({ ...filters, limit: csvLimitParameter })),
  answer: { type: 'text' },
  handle: async (
    { read }: PageParts,
    { viewer, query: { head_sha: headSha, pull_request: pullRequest, limit = 1_000, ...filter } },
  ) => {
    const rows = await readAllPages(
      (page) => read.listRevisions(viewer, givenOnly({ ...filter, headSha, pullRequest, ...page })),
      limit,
    );
    const columns = Object.keys(revisionSchema.shape);
    return csvResponse('revisions', columns, cellsOf(columns, rows.map(revisionJson)));
  },
});

const one = defineRoute({
  path: '/revisions/{id}',
  operationId: 'showRevision',
  summary: 'Who answered a change of a pull request, when, and who owed an answer',
  access: 'private',
  params: z.object({ id: z.string() }),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, definitions, assets, clock }: PageParts, { viewer, identity, params: { id } }) => {
    const explained = requireFound(
      await explainRevisionById(read, viewer, await definitions(), id, clock()),
      `there is no change '${id.slice(0, 100)}' of a pull request; the list is at /revisions`,
    );
    const { revision, repository } = explained;
    const { headSha, pullRequest } = revision;
    const siblings = await read.listRevisions(viewer, { repository, headSha, pullRequest, limit: shown });
    const rows = siblings.items.filter(({ changedAt }) => changedAt === revision.changedAt);
    return htmlResponse(<RevisionPage explained={explained} rows={rows} assets={assets} identity={identity} />);
  },
});

/** Changes of pull requests: the list, the list as CSV, and each. */
export const revisionRoutes = [list, csv, one];
