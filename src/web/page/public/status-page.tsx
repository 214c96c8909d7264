import { DayBars } from '../browse/day-bars.tsx';
import type { PageFrame } from '../browse/page-frame.ts';
import { budget, percent } from '../figures.ts';
import { Layout } from '../layout.tsx';
import { LiveSince } from '../live-since.tsx';
import { StatusWord } from '../status-word.tsx';
import { type StatusPageReading, statusPageDays } from './read-status-page.ts';
import { incidentSentence, noGuarantee, worstSentence } from './status-words.ts';

/** The public status page. */
export function StatusPage({ page, assets }: Pick<PageFrame, 'assets'> & { readonly page: StatusPageReading }) {
  const { readings, incidents, worst, settings, now } = page;
  const { title, contact, announcements } = settings;
  return (
    <Layout
      title={title}
      heading={title}
      assets={assets}
      liveSeconds={60}
      aside={<LiveSince at={now} />}
      footer={
        <>
          <a href="/status.rss">RSS</a>, <a href="/status.atom">Atom</a>, <a href="/status.json">JSON</a>
        </>
      }
    >
      <div id="status" data-live="">
        <p class="summary">
          <StatusWord status={worst} /> {worstSentence(worst)}
        </p>
        {announcements.map(({ date, text }) => (
          <div class="notice">
            <p>
              <strong>{date}</strong> {text}
            </p>
          </div>
        ))}
        <section>
          <h2>Service levels</h2>
          {readings.length === 0 ? <p class="empty">No service level is public here.</p> : null}
          <ul class="events">
            {readings.map(({ objective, status, days }) => (
              <li data-key={objective.name}>
                <h3>
                  {objective.displayName} <StatusWord status={status.status} />
                </h3>
                <p>
                  {status.sli === null
                    ? `Target ${percent(objective.targetRatio, 4)} in ${objective.window.text}; nothing was counted yet.`
                    : `Target ${percent(objective.targetRatio, 4)} in ${objective.window.text}; reached ${percent(status.sli)}; ${budget(status.budget_remaining_ratio)} of the error budget left.`}
                </p>
                <DayBars
                  days={days}
                  target={objective.targetRatio}
                  label={`${objective.displayName}, the last ${statusPageDays} days`}
                />
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{`Incidents of the last ${statusPageDays} days`}</h2>
          {incidents.length === 0 ? <p>None.</p> : null}
          <ul>
            {incidents.map((incident) => (
              <li>
                {incidentSentence(
                  incident,
                  readings.find(({ objective }) => objective.name === incident.slo),
                  now,
                )}
              </li>
            ))}
          </ul>
        </section>
        <p>
          {noGuarantee} {contact === null ? '' : `When something is wrong: ${contact}.`}
        </p>
      </div>
    </Layout>
  );
}
