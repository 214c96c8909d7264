import type { Config } from '../../config/config.ts';
import type { Identity } from '../../identity/identity.ts';
import type { Assets } from './assets.ts';
import { BehindNotice } from './behind-notice.tsx';
import { BuildingNotice } from './building-notice.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Layout } from './layout.tsx';
import { LiveSince } from './live-since.tsx';
import { ObjectiveTable } from './objective-table.tsx';
import { OpenJobSection } from './open-job-section.tsx';
import { overviewSummary } from './overview-summary.ts';
import { PagingNow } from './paging-now.tsx';
import type { Overview } from './read-overview.ts';
import { WaitingRevisions } from './waiting-revisions.tsx';

interface OverviewPageProps {
  readonly overview: Overview;
  readonly config: Pick<Config, 'app' | 'webhookPath'>;
  readonly assets: Assets;
  readonly identity: Identity | null;
}

const liveSeconds = 10;

/** The overview. Its parts marked `data-live` are updated in place by the script; without one it is complete as it is. */
export function OverviewPage({ overview, config, assets, identity }: OverviewPageProps) {
  const { now, readings, rows, freshness, generations } = overview;
  const summary = overviewSummary(readings);
  return (
    <Layout
      title="cislo: service levels of CI"
      heading="Service levels of CI"
      assets={assets}
      liveSeconds={liveSeconds}
      identity={identity}
      aside={<LiveSince at={freshness.asOf} />}
      footer={<DataLinks isPrivate={overview.isPrivate} />}
    >
      <div id="overview" data-live="">
        <BehindNotice freshness={freshness} now={now} />
        <BuildingNotice generations={generations} />
        {overview.isEmpty ? <FirstSteps {...config} /> : summary === null ? null : <p class="summary">{summary}</p>}
        <PagingNow
          alerts={overview.alerts}
          objectives={readings.map(({ objective }) => objective)}
          isPrivate={overview.isPrivate}
        />
        <ObjectiveTable readings={readings} days={overview.days} />
        {overview.mayEdit ? (
          <p>
            <a href="/slos/new">Make an SLO</a>
          </p>
        ) : null}
        {rows === null || overview.isEmpty ? null : (
          <div class="columns">
            <OpenJobSection rows={rows} now={now} />
            <WaitingRevisions rows={rows} now={now} />
          </div>
        )}
      </div>
    </Layout>
  );
}

function DataLinks({ isPrivate }: { readonly isPrivate: boolean }) {
  return (
    <>
      As data: <a href="/api/slos">objectives</a>, <a href="/api/runs">job runs</a>,{' '}
      <a href="/api/revisions">revisions</a>, {isPrivate ? <a href="/metrics">metrics</a> : null}
      {isPrivate ? ', ' : null}
      <a href="/api/openapi.json">OpenAPI</a>
    </>
  );
}
