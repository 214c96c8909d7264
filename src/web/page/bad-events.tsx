import type { SloEventView } from '../../store/read/list-slo-events.ts';
import type { Page } from '../../store/read/view.ts';
import { isoTime } from '../api/iso-time.ts';
import { utc } from './figures.ts';
import { Link } from './link.tsx';
import { csvAddress, type SloAddress, sloAddress } from './slo-address.ts';

interface BadEventsProps {
  readonly page: Page<SloEventView>;
  readonly address: SloAddress;
  /** What is said where there are none. */
  readonly nothing: string;
  /** The stretch that is listed, ms. */
  readonly from: number;
  readonly to: number;
}

/** The bad events of an SLO, newest first, each with what it is and why it is bad. */
export function BadEvents({ page: { items, next }, address, nothing, from, to }: BadEventsProps) {
  const { pair } = address;
  return (
    <section id="events">
      <h2>Bad events, newest first</h2>
      {pair === undefined ? null : (
        <p>
          Only those with <code>{`${pair.dimension} = ${pair.value}`}</code>.{' '}
          <a href={sloAddress({ ...address, pair: undefined, cursor: undefined }, '#events')}>Show all</a>
        </p>
      )}
      {items.length === 0 ? (
        <p class="empty">{nothing}</p>
      ) : (
        <ul class="events">
          {items.map((event) => (
            <li data-key={event.id}>
              <Link url={event.url}>{titleOf(event)}</Link> <small>{detailsOf(event)}</small>
            </li>
          ))}
        </ul>
      )}
      {items.length === 0 ? null : (
        <p>
          <a href={csvAddress({ ...address, since: isoTime(from), until: isoTime(to) })}>As CSV</a>
        </p>
      )}
      {next === null ? null : <a href={sloAddress({ ...address, cursor: next }, '#events')}>Older bad events</a>}
    </section>
  );
}

function titleOf({ attributes, id }: SloEventView): string {
  const { name, pull_request: pull, subject, type, delivery_guid: guid } = attributes;
  const title =
    name ?? (pull === undefined || pull === null ? null : `pull request #${pull}`) ?? subject ?? type ?? guid;
  return typeof title === 'string' ? title : id;
}

function detailsOf({ attributes, at }: SloEventView): string {
  const { repository, provider, state, error_reason: reason, first_status_seconds: seconds, outcome } = attributes;
  const told = [repository, provider, state, reason, outcome].filter((part) => typeof part === 'string' && part !== '');
  const late = typeof seconds === 'number' ? [`first status after ${Math.round(seconds)} s`] : [];
  return [...told, ...late, utc(at)].join(', ');
}
