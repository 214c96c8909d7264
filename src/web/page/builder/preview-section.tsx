import type { Problem } from '../../../model/problem.ts';
import type { SloPreview } from '../../../status/preview-slo.ts';
import { daysOf } from '../browse/count-days.ts';
import { DayBars } from '../browse/day-bars.tsx';
import { budget, count, counted, percent, utc } from '../figures.ts';
import { Link } from '../link.tsx';
import { StatusWord } from '../status-word.tsx';

const badShown = 10;

/** What an SLO would show of the events that are stored. */
export function PreviewSection({ preview, target }: { readonly preview: SloPreview; readonly target: number }) {
  const { status, days, bad, alerts } = preview;
  const [first, last] = [days[0]?.at ?? 0, days.at(-1)?.at ?? 0];
  return (
    <section id="preview" role="status">
      <h2>Preview</h2>
      <p class="summary">
        <StatusWord status={status.status} />{' '}
        {`${count(status.good)} good and ${counted(status.bad, 'bad event')} from ${utc(Date.parse(status.from))} on: ${percent(status.sli)}, ${budget(status.budget_remaining_ratio)} of the error budget left.`}
      </p>
      <DayBars days={daysOf(days, first, last + 1)} target={target} label="Days of the preview" />
      <p>
        {alerts.length === 0
          ? 'Its alerts would not have fired in this time.'
          : `Its alerts would have fired ${alerts.length === 1 ? 'once' : `${count(alerts.length)} times`}, last at ${utc(alerts.at(-1)?.firingAt ?? 0)}.`}
      </p>
      {bad.length === 0 ? null : <h3>The newest bad events</h3>}
      <ul class="events">
        {bad.slice(0, badShown).map(({ id, url, at, attributes: { name, repository, subject } }) => (
          <li>
            <Link url={url}>{String(name ?? subject ?? repository ?? id)}</Link> <small>{utc(at)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is wrong with a document, each with its place. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <div class="notice" role="alert">
      <h2>Not yet right</h2>
      <ul>
        {problems.map(({ line, column, path, message }) => (
          <li>
            <code>{path}</code> {`${message} (line ${line}, column ${column})`}
          </li>
        ))}
      </ul>
    </div>
  );
}
