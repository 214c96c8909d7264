import type { Objective } from '../../../model/objective.ts';
import { groupBy } from '../../../track/group-by.ts';
import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { count, percent } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { comparedObjectives } from './compared-objectives.ts';
import { daysOf, sumOf } from './count-days.ts';
import { DataTable } from './data-table.tsx';
import { DayBars } from './day-bars.tsx';

const hourMs = 3_600_000;
/** The stretch that is looked at, in steps of an hour. What a longer one has in common is for BubbleUp. */
const shownHours = 24;
const mostProviders = 100;

const page = defineRoute({
  path: '/providers',
  operationId: 'showProviders',
  summary: 'CI systems compared: their share of good events',
  access: 'public',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, identity }) => {
    const now = clock();
    const stepMs = hourMs;
    const from = Math.floor(now / stepMs) * stepMs - (shownHours - 1) * stepMs;
    const objectives = comparedObjectives(await read.readObjectives(viewer));
    const steps = await Promise.all(
      objectives.map(({ name }) =>
        read.readInstanceSteps(viewer, { slo: name, columns: ['provider'] }, { from, to: now }, { stepMs, origin: 0 }),
      ),
    );
    const all = steps.flatMap((own, index) =>
      own.map(({ values: [provider], ...step }) => ({ ...step, provider: provider ?? 'unknown', index })),
    );
    const providers = [...groupBy(all, ({ provider }) => provider)].sort(([, a], [, b]) => sumOf(b).bad - sumOf(a).bad);
    return htmlResponse(
      <Layout title="Providers: cislo" heading="Providers" assets={assets} liveSeconds={0} identity={identity}>
        <p>{`CI systems over the last ${shownHours} hours, hour by hour, those with the most bad events first.`}</p>
        <DataTable
          label="Providers"
          columns={[
            { name: 'Provider' },
            ...objectives.flatMap(({ displayName }) => [
              { name: displayName },
              { name: 'Events', isNumber: true },
              { name: 'Bad', isNumber: true },
            ]),
            { name: 'Runs' },
          ]}
          rows={providers.slice(0, mostProviders).map(([provider, rows]) => ({
            key: provider,
            cells: [
              provider,
              ...objectives.flatMap((objective, index) => {
                const own = rows.filter((row) => row.index === index);
                return cellsOf(objective, provider, own, { from, to: now, stepMs });
              }),
              <a href={`/runs?${new URLSearchParams({ provider })}`}>runs</a>,
            ],
          }))}
          empty="No event of a provider was judged in these hours."
        />
      </Layout>,
    );
  },
});

function cellsOf(
  { name, displayName, targetRatio }: Objective,
  provider: string,
  steps: Parameters<typeof daysOf>[0],
  { from, to, stepMs }: { readonly from: number; readonly to: number; readonly stepMs: number },
) {
  const { good, bad } = sumOf(steps);
  const sli = good + bad === 0 ? null : good / (good + bad);
  const pair = { dimension: 'provider', value: provider };
  return [
    <>
      <DayBars days={daysOf(steps, from, to, stepMs)} target={targetRatio} label={`${displayName} of ${provider}`} />
      <small>{`${percent(sli)} good`}</small>
    </>,
    count(good + bad),
    bad === 0 ? '0' : <a href={sloAddress({ id: name, pair }, '#events')}>{count(bad)}</a>,
  ];
}

/** CI systems side by side. */
export const providerRoutes = [page];
