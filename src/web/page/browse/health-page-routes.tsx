import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { BuildingNotice } from '../building-notice.tsx';
import { count, duration, utc } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { DataTable } from './data-table.tsx';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A lag above this is trouble: folding and settling should be seconds behind. */
const mostLagMs = 5 * 60_000;

const page = defineRoute({
  path: '/health',
  operationId: 'showHealth',
  summary: "cislo's own health: what it received, how far behind it is, what it is doing",
  access: 'private',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock, notes, version }: PageParts, { viewer, identity }) => {
    const now = clock();
    const [freshness, lagMs, lastHour, lastDay, generations, sources, said] = await Promise.all([
      read.readFreshness(viewer, now),
      read.readLagMs(viewer, now),
      read.countDeliveries(viewer, now - hourMs),
      read.countDeliveries(viewer, now - dayMs),
      read.readGenerations(viewer),
      read.readSourceStandings(viewer),
      notes(),
    ]);
    const isWell = lagMs <= mostLagMs;
    const facts = [
      ['Version', version],
      ['In the numbers up to', utc(freshness.asOf)],
      ['Deliveries that wait', count(freshness.behind)],
      ['The oldest waits for', duration(lagMs)],
      ['Deliveries in the last hour', count(lastHour)],
      ['Deliveries in the last day', count(lastDay)],
      ['SLOs', count(generations.filter(({ state, slo }) => state === 'current' && slo !== null).length)],
    ] as const;
    return htmlResponse(
      <Layout title="Health: cislo" heading="Health of cislo" assets={assets} liveSeconds={0} identity={identity}>
        <p class="summary">
          {isWell
            ? 'cislo is well: what it receives is in the numbers within seconds.'
            : `cislo is behind: something has waited for ${duration(lagMs)} to be counted. See the log, and whether the database is busy.`}
        </p>
        {said.map((note) => (
          <p class="notice">{note}</p>
        ))}
        <BuildingNotice generations={generations} />
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <section>
          <h2>Other systems that SLOs ask</h2>
          <DataTable
            label="Other systems"
            columns={[{ name: 'SLO' }, { name: 'State' }, { name: 'Read up to' }]}
            rows={sources.map(({ slo, awaySince, awayReason, doneTo }) => ({
              key: slo,
              cells: [
                <a href={sloAddress({ id: slo })}>{slo}</a>,
                awaySince === null ? 'answers' : `away since ${utc(awaySince)}: ${awayReason ?? 'no reason is known'}`,
                utc(doneTo),
              ],
            }))}
            empty="None: every SLO counts what GitHub delivers."
          />
        </section>
        <p>
          For machines: <a href="/readyz">readiness</a>, <a href="/metrics">metrics</a>
        </p>
      </Layout>,
    );
  },
});

/** How cislo itself is. */
export const healthPageRoutes = [page];
