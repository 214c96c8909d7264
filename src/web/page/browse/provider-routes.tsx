import { z } from '@hono/zod-openapi';
import type { Objective } from '../../../model/objective.ts';
import { groupBy } from '../../../track/group-by.ts';
import { isoTime } from '../../api/iso-time.ts';
import { fromTimeField, inOrder, sinceParameter, untilParameter } from '../../api/parameters.ts';
import { defineRoute } from '../../route/define-route.ts';
import { count, percent } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { comparedObjectives } from './compared-objectives.ts';
import { dayMs, daysOf, sumOf } from './count-days.ts';
import { DataTable } from './data-table.tsx';
import { DayBars } from './day-bars.tsx';
import { RangePicker, type RangePreset } from './range-picker.tsx';

const hourMs = 3_600_000;
const presets: readonly RangePreset[] = [
  { label: '24 hours', ms: 23 * hourMs },
  { label: '3 days', ms: 3 * dayMs },
  { label: '7 days', ms: 7 * dayMs },
];
/** The longest stretch that is compared. What a longer one has in common is for BubbleUp. */
const longestMs = 8 * dayMs;
const mostProviders = 100;

const page = defineRoute({
  path: '/providers',
  operationId: 'showProviders',
  summary: 'CI systems compared: their share of good events',
  access: 'public',
  query: inOrder(z.strictObject({ since: fromTimeField(sinceParameter), until: fromTimeField(untilParameter) })),
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, identity, query }) => {
    const now = clock();
    const to = Math.min(query.until ?? now, now);
    const since = Math.max(query.since ?? to - 23 * hourMs, to - longestMs);
    const stepMs = to - since > 2 * dayMs ? dayMs : hourMs;
    const from = Math.floor(since / stepMs) * stepMs;
    const objectives = comparedObjectives(await read.readObjectives(viewer));
    const steps = await Promise.all(
      objectives.map(({ name }) =>
        read.readInstanceSteps(viewer, { slo: name, columns: ['provider'] }, { from, to }, { stepMs, origin: 0 }),
      ),
    );
    const all = steps.flatMap((own, index) =>
      own.map(({ values: [provider], ...step }) => ({ ...step, provider: provider ?? 'unknown', index })),
    );
    const providers = [...groupBy(all, ({ provider }) => provider)].sort(([, a], [, b]) => sumOf(b).bad - sumOf(a).bad);
    return htmlResponse(
      <Layout title="Providers: cislo" heading="Providers" assets={assets} liveSeconds={0} identity={identity}>
        <p>{`CI systems ${stepMs === dayMs ? 'day by day' : 'hour by hour'}, those with the most bad events first.`}</p>
        <RangePicker action="/providers" kept={{}} from={from} to={to} now={now} presets={presets} usual={null} />
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
                return cellsOf(objective, provider, own, { from, to, stepMs });
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
  const [since, until] = [isoTime(from), isoTime(to)];
  return [
    <>
      <DayBars
        days={daysOf(steps, from, to, stepMs)}
        target={targetRatio}
        label={`${displayName} of ${provider}`}
        unit={stepMs === dayMs ? 'day' : 'hour'}
      />
      <small>{sli === null ? percent(sli) : `${percent(sli)} good`}</small>
    </>,
    count(good + bad),
    bad === 0 ? '0' : <a href={sloAddress({ id: name, pair, since, until }, '#events')}>{count(bad)}</a>,
  ];
}

/** CI systems side by side. */
export const providerRoutes = [page];
