import { z } from '@hono/zod-openapi';
import type { Counts, Objective } from '../../../model/objective.ts';
import type { RepositoryDay } from '../../../store/read/read-repository-days.ts';
import { groupBy } from '../../../track/group-by.ts';
import { fromForm, repositoryParameter } from '../../api/parameters.ts';
import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { count, percent } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { comparedObjectives, countedByRepository } from './compared-objectives.ts';
import { dayMs, daysOf, sumOf } from './count-days.ts';
import { csvResponse, cellsOf as valuesOf } from './csv-response.ts';
import { DataTable } from './data-table.tsx';
import { DayBars } from './day-bars.tsx';
import { FilterBar } from './filter-bar.tsx';
import { written } from './own-address.ts';

/** The days that are compared. */
const shownDays = 30;
/** Pages are read by people. */
const mostRepositories = 100;

const page = defineRoute({
  path: '/repositories',
  operationId: 'showRepositories',
  summary: 'Repositories compared: their share of good events by day',
  access: 'public',
  query: z.strictObject({ repository: fromForm(repositoryParameter) }),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, identity, url, query: { repository: only } }) => {
    const now = clock();
    const from = Math.floor(now / dayMs) * dayMs - (shownDays - 1) * dayMs;
    const objectives = comparedObjectives(await read.readObjectives(viewer));
    const found = await read.readRepositoryDays(
      viewer,
      objectives.map(({ name }) => name),
      { from, to: now },
    );
    const shown = found.filter((one) => only === undefined || one.repository.toLowerCase() === only.toLowerCase());
    const repositories = [...groupBy(shown, (one) => one.repository)].sort(([, a], [, b]) => badOf(b) - badOf(a));
    const more = repositories.length - mostRepositories;
    return htmlResponse(
      <Layout title="Repositories: cislo" heading="Repositories" assets={assets} liveSeconds={0} identity={identity}>
        <p>{`The last ${shownDays} days (UTC), the repositories with the most bad events first.`}</p>
        <FilterBar
          action="/repositories"
          fields={[
            { name: 'repository', label: 'Repository', value: written(url, 'repository'), example: 'owner/name' },
          ]}
        />
        <DataTable
          label="Repositories"
          columns={[
            { name: 'Repository' },
            ...objectives.flatMap(({ displayName }) => [{ name: displayName }, { name: 'Bad', isNumber: true }]),
            { name: 'Runs' },
          ]}
          rows={repositories.slice(0, mostRepositories).map(([repository, days]) => ({
            key: repository,
            cells: [
              repository,
              ...objectives.flatMap((objective) => cellsOf(objective, repository, days, from, now)),
              <a href={`/runs?${new URLSearchParams({ repository })}`}>runs</a>,
            ],
          }))}
          empty="No event of a repository was judged in these days. Install the App on a repository, or look at the overview."
        />
        {more > 0 ? <p>{`and ${count(more)} more: ask for one by its name, or take the CSV`}</p> : null}
        <p>
          These numbers as <a href="/repositories.csv">CSV</a>
        </p>
      </Layout>,
    );
  },
});

function badOf(days: readonly Counts[]): number {
  return days.reduce((sum, { bad }) => sum + bad, 0);
}

function cellsOf(objective: Objective, repository: string, rows: readonly RepositoryDay[], from: number, to: number) {
  const own = rows.filter(({ slo }) => slo === objective.name);
  const { good, bad } = sumOf(own);
  const sli = good + bad === 0 ? null : good / (good + bad);
  const pair = { dimension: 'repository', value: repository };
  return [
    <>
      <DayBars
        days={daysOf(own, from, to)}
        target={objective.targetRatio}
        label={`${objective.displayName} of ${repository}`}
      />
      <small>{sli === null ? percent(sli) : `${percent(sli)} good`}</small>
    </>,
    bad === 0 ? '0' : <a href={sloAddress({ id: objective.name, pair }, '#events')}>{count(bad)}</a>,
  ];
}

const csv = defineRoute({
  path: '/repositories.csv',
  operationId: 'exportRepositories',
  summary: 'What each SLO counted in each repository on each of the last 30 days, as CSV',
  access: 'public',
  query: anyQuery,
  answer: { type: 'text' },
  handle: async ({ read, clock }: PageParts, { viewer }) => {
    const now = clock();
    const objectives = countedByRepository(await read.readObjectives(viewer));
    const from = Math.floor(now / dayMs) * dayMs - (shownDays - 1) * dayMs;
    const found = await read.readRepositoryDays(
      viewer,
      objectives.map(({ name }) => name),
      { from, to: now },
    );
    const rows = found.map(({ at, ...row }) => ({ day: new Date(at).toISOString().slice(0, 10), ...row }));
    const columns = ['day', 'repository', 'slo', 'good', 'bad', 'excluded'];
    return csvResponse('repositories', columns, valuesOf(columns, rows));
  },
});

/** Repositories side by side. */
export const repositoryRoutes = [page, csv];
