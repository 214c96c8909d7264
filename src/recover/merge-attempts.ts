import type { ListedDelivery } from '../github/listed-delivery.ts';
import { type HookAttempt, type HookDelivery, noRepositoryId } from '../model/hook-delivery.ts';
import { isLogged } from './logged-events.ts';

export interface MergeOptions {
  readonly host: string;
  /** Does acceptance count? */
  readonly judged: boolean;
  /** Does the log hold this delivery? */
  readonly held: boolean;
  /** Our clock, ms. */
  readonly now: number;
}

/**
 * What is known of a delivery together with attempts of it that were listed now; `listed` holds at least one. The same
 * attempts again change nothing. A delivery that was given up is wanted again when GitHub tried again.
 */
export function mergeAttempts(
  known: HookDelivery | null,
  listed: readonly ListedDelivery[],
  options: MergeOptions,
): HookDelivery {
  const { host, judged, held, now } = options;
  const [item] = listed as readonly [ListedDelivery, ...ListedDelivery[]];
  const byId = new Map<string, HookAttempt>();
  for (const attempt of [...(known?.attempts ?? []), ...listed.map(toAttempt)]) {
    if (!byId.has(attempt.id)) byId.set(attempt.id, attempt);
  }
  const attempts = [...byId.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const isNews = attempts.length > (known?.attempts.length ?? 0);
  if (known !== null && !(known.fetch === 'lost' && isNews)) return isNews ? { ...known, attempts } : known;

  const fetch = !isLogged(item) ? 'unused' : held ? 'held' : 'wanted';
  return {
    id: item.guid,
    host,
    repositoryId: item.repositoryId ?? noRepositoryId,
    event: item.event,
    action: item.action,
    attempts,
    judged: known?.judged ?? judged,
    fetch,
    fetches: 0,
    refusals: 0,
    fetchAt: fetch === 'wanted' ? now : null,
    fetchError: null,
  };
}

function toAttempt({ id, at, statusCode, seconds, redelivery }: ListedDelivery): HookAttempt {
  return { id, at, statusCode, seconds, redelivery };
}
