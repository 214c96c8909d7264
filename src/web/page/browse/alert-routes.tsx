import { type AlertView, readAlerts } from '../../../status/alert-view.ts';
import type { NotificationRow } from '../../../store/notification/notification-row.ts';
import { anyQuery, defineRoute } from '../../route/define-route.ts';
import { count, duration, times, utc } from '../figures.ts';
import { htmlResponse } from '../html-response.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-routes.tsx';
import { sloAddress } from '../slo-address.ts';
import { DataTable } from './data-table.tsx';

const dayMs = 86_400_000;
const shownDays = 30;
const mostDead = 50;

const page = defineRoute({
  path: '/alerts',
  operationId: 'showAlerts',
  summary: 'Which alerts fire or are about to, and which fired in the last 30 days',
  access: 'public',
  query: anyQuery,
  answer: { type: 'html', formOrigins: [] },
  handle: async ({ read, assets, clock }: PageParts, { viewer, identity }) => {
    const now = clock();
    const objectives = await read.readObjectives(viewer);
    const [states, raised, dead] = await Promise.all([
      readAlerts(read, viewer, objectives, now),
      read.readRaisedAlerts(viewer, now - shownDays * dayMs, now),
      read.listNotifications(viewer, 'dead', mostDead),
    ]);
    const active = states.filter(({ state }) => state === 'firing' || state === 'pending');
    const firing = active.filter(({ state }) => state === 'firing').length;
    return htmlResponse(
      <Layout title="Alerts: cislo" heading="Alerts" assets={assets} liveSeconds={0} identity={identity}>
        <p class="summary">
          {firing === 0 ? 'No alert fires.' : `${count(firing)} ${firing === 1 ? 'alert fires' : 'alerts fire'}.`}
          {active.length === firing ? '' : ` ${count(active.length - firing)} more may fire soon.`}
        </p>
        <section>
          <h2>Now</h2>
          <DataTable
            label="Alerts now"
            columns={[
              { name: 'SLO' },
              { name: 'State' },
              { name: 'Severity' },
              { name: 'Since' },
              { name: 'Peak burn', isNumber: true },
            ]}
            rows={active.map(rowOf)}
            empty={`None of ${count(states.length)} alerts fires or is about to.`}
          />
        </section>
        {viewer.kind === 'person' ? (
          <p>
            These alerts are evaluated over your repositories. Of each SLO the page of the SLO tells what would have
            fired before.
          </p>
        ) : (
          <section>
            <h2>{`Fired in the last ${shownDays} days`}</h2>
            <DataTable
              label="Alerts that fired"
              columns={[
                { name: 'SLO' },
                { name: 'Severity' },
                { name: 'Fired' },
                { name: 'Lasted' },
                { name: 'Peak burn', isNumber: true },
                { name: 'Bad', isNumber: true },
              ]}
              rows={[...raised].reverse().map((one) => ({
                key: `${one.slo} ${one.policy} ${one.condition} ${one.firingAt}`,
                cells: [
                  <>
                    <a href={sloAddress({ id: one.slo })}>{one.slo}</a>
                    <small>{one.policy}</small>
                  </>,
                  one.severity,
                  utc(one.firingAt),
                  one.resolvedAt === null ? 'goes on' : duration(one.resolvedAt - one.firingAt),
                  times(one.peakBurnRate),
                  count(one.bad),
                ],
              }))}
              empty="None."
            />
          </section>
        )}
        <DeadNotifications dead={dead} />
        <p>
          As data: <a href="/api/alerts">alerts</a>
        </p>
      </Layout>,
    );
  },
});

/** What could not be told; nothing where all was. */
function DeadNotifications({ dead }: { readonly dead: readonly NotificationRow[] }) {
  if (dead.length === 0) return null;
  return (
    <section>
      <h2>Could not be told</h2>
      <DataTable
        label="Notifications that were given up"
        columns={[{ name: 'Target' }, { name: 'What' }, { name: 'Tried', isNumber: true }, { name: 'Why not' }]}
        rows={dead.map(({ id, target, facts, attempts, error, at }) => ({
          key: id,
          cells: [
            target,
            <>
              {`${facts.slo}: ${facts.kind}`}
              <small>{utc(at)}</small>
            </>,
            count(attempts),
            error ?? 'no reason is known',
          ],
        }))}
        empty="None."
      />
    </section>
  );
}

function rowOf({
  slo,
  instance,
  policy,
  condition,
  state,
  isFrozen,
  severity,
  pendingAt,
  firingAt,
  peakBurnRate,
}: AlertView) {
  const since = firingAt ?? pendingAt;
  return {
    key: `${slo} ${instance} ${policy} ${condition}`,
    cells: [
      <>
        <a href={sloAddress({ id: slo })}>{slo}</a>
        <small>{instance === null ? policy : `${policy}, ${instance}`}</small>
      </>,
      `${state}${isFrozen ? ', frozen' : ''}`,
      severity,
      since === null ? '–' : utc(since),
      times(peakBurnRate),
    ],
  };
}

/** Alerts. */
export const alertPageRoutes = [page];
