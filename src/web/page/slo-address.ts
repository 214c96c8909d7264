import type { Pair } from '../../compare/cohorts.ts';

/** What the page of an SLO is asked for in its address, as it was written. */
export interface SloAddress {
  readonly id: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly pair?: Pair | undefined;
  readonly cursor?: string | undefined;
  readonly compare?: boolean | undefined;
}

/** The address of the page of an SLO. */
export function sloAddress({ id, cursor, compare, ...chosen }: SloAddress, fragment = ''): string {
  const query = chosenBy(chosen);
  if (cursor !== undefined) query.set('cursor', cursor);
  if (compare === true) query.set('compare', 'yes');
  const text = query.toString();
  return `/slos/${encodeURIComponent(id)}${text === '' ? '' : `?${text}`}${fragment}`;
}

/** The address of the bad events that the page lists, as CSV. */
export function csvAddress({ id, ...chosen }: SloAddress): string {
  const query = chosenBy(chosen);
  query.set('verdict', 'bad');
  return `/slos/${encodeURIComponent(id)}/events.csv?${query}`;
}

function chosenBy({ since, until, pair }: Pick<SloAddress, 'since' | 'until' | 'pair'>): URLSearchParams {
  const query = new URLSearchParams();
  if (since !== undefined) query.set('since', since);
  if (until !== undefined) query.set('until', until);
  if (pair !== undefined) {
    query.set('dimension', pair.dimension);
    query.set('value', pair.value);
  }
  return query;
}
