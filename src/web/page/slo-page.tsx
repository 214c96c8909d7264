import type { Identity } from '../../identity/identity.ts';
import type { Indicator } from '../../model/objective.ts';
import { AlertList } from './alert-list.tsx';
import type { Assets } from './assets.ts';
import { BadEvents } from './bad-events.tsx';
import { BehindNotice } from './behind-notice.tsx';
import { RangePicker } from './browse/range-picker.tsx';
import { BubbleUpTable } from './bubble-up-table.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { BuildingNotice } from './building-notice.tsx';
import { BurnDownChart } from './burn-down-chart.tsx';
import { budget, count, percent, utc } from './figures.ts';
import { Layout } from './layout.tsx';
import { objectiveSentence } from './objective-sentence.ts';
import type { SloPageReading } from './read-slo-page.ts';
import type { SloAddress } from './slo-address.ts';
import { StatusWord } from './status-word.tsx';

interface SloPageProps {
  readonly page: SloPageReading;
  readonly address: SloAddress;
  readonly assets: Assets;
  readonly identity: Identity | null;
}

const hourMs = 3_600_000;
const presets = [
  { label: '1 hour', ms: hourMs },
  { label: '24 hours', ms: 24 * hourMs },
  { label: '7 days', ms: 168 * hourMs },
];

/** The page of one SLO: how it stands in words, how its budget was spent, what burnt it, and what that has in common. */
export function SloPage({ page, address, assets, identity }: SloPageProps) {
  const { reading, freshness, now, generations } = page;
  const { objective, status } = reading;
  const { name, displayName, description, service, targetRatio, window, indicator } = objective;
  return (
    <Layout
      title={`${displayName}: cislo`}
      heading={displayName}
      assets={assets}
      liveSeconds={0}
      identity={identity}
      aside={<small>{`as of ${utc(freshness.asOf)}`}</small>}
      footer={<SloLinks id={name} showsDefinition={page.showsDefinition} />}
    >
      <nav aria-label="Where you are">
        <a href="/">All service levels</a>
        {page.mayEdit ? <a href={`/slos/${encodeURIComponent(name)}/edit`}>Edit</a> : null}
      </nav>
      <BehindNotice freshness={freshness} now={now} />
      <BuildingNotice generations={generations.filter(({ slo }) => slo === name)} />
      <p class="summary">
        <StatusWord status={status.status} /> {objectiveSentence(reading)}
      </p>
      <dl class="facts">
        <Fact name="Budget left">
          {budget(status.budget_remaining_ratio)}
          <BudgetBar ratio={status.budget_remaining_ratio} status={status.status} />
        </Fact>
        <Fact name="SLI">{percent(status.sli)}</Fact>
        <Fact name="Target">{`${percent(targetRatio, 4)} in ${window.text}`}</Fact>
        <Fact name="Good">{count(status.good)}</Fact>
        <Fact name="Bad">{count(status.bad)}</Fact>
        <Fact name="Excluded">{count(status.excluded)}</Fact>
        <Fact name="Pending">{count(status.pending)}</Fact>
        <Fact name="Service">
          <a href={`/services/${encodeURIComponent(service)}`}>{service}</a>
        </Fact>
      </dl>
      {description === '' ? null : <p>{description}</p>}
      <section>
        <h2>Error budget over the window</h2>
        <BurnDownChart points={page.burnDown} incidents={page.incidents} />
      </section>
      <RangePicker
        action={`/slos/${encodeURIComponent(name)}`}
        kept={{
          dimension: address.pair?.dimension,
          value: address.pair?.value,
          compare: address.compare === true ? 'yes' : undefined,
        }}
        from={page.from}
        to={page.to}
        now={now}
        presets={presets}
        usual={window.text}
      />
      <div class="columns">
        <BadEvents page={page.bad} address={address} nothing={nothingListed(indicator)} from={page.from} to={page.to} />
        <BubbleUpTable reading={page.bubbleUp} address={address} />
      </div>
      <AlertList alerts={page.alerts} reading={reading} />
      {page.showsDefinition ? (
        <section>
          <h2>Definition</h2>
          <details>
            <summary>{`OpenSLO of ${name}`}</summary>
            <pre tabindex={0}>{objective.document}</pre>
          </details>
        </section>
      ) : null}
    </Layout>
  );
}

/** Why no event is listed. */
function nothingListed(indicator: Indicator): string {
  if (indicator.eventType !== 'measured') return 'No bad event here.';
  return indicator.type === 'journey'
    ? 'The API lists the journeys of this SLO: see “bad events” at the end of this page.'
    : 'This SLO counts minutes, so there are no events to list.';
}

function Fact({ name, children }: { readonly name: string; readonly children?: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SloLinks({ id, showsDefinition }: { readonly id: string; readonly showsDefinition: boolean }) {
  const path = `/api/slos/${encodeURIComponent(id)}`;
  return (
    <>
      As data: <a href={`${path}/status`}>status</a>, <a href={`${path}/history`}>history</a>,{' '}
      <a href={`${path}/events?verdict=bad`}>bad events</a>
      {showsDefinition ? ', ' : null}
      {showsDefinition ? <a href={path}>definition</a> : null}
    </>
  );
}
